using DarkSwap.Connectivity.Delivery;
using DarkSwap.Connectivity.Messaging;
using DarkSwap.Connectivity.Persistence;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Messaging.Inbox;
using Google.Protobuf;
using MassTransit;

namespace DarkSwap.Connectivity.Consumers;

/// <summary>Stores messages for a peer before anything is sent.</summary>
internal sealed class SendPeerMessagesConsumer(ConnectivityDbContext context, Envelopes envelopes, DeliverySignal signal, TimeProvider timeProvider)
    : IConsumer<SendPeerMessages>
{
    public async Task Consume(ConsumeContext<SendPeerMessages> delivery)
    {
        var command = delivery.Message;
        await InboxTransaction.RunAsync(
            context,
            command.EventId,
            nameof(SendPeerMessagesConsumer),
            timeProvider,
            _ =>
            {
                var now = timeProvider.GetUtcNow();
                context.OutboundMessages.AddRange(command.Messages.Select((message, position) => new OutboundMessage
                {
                    MessageId = message.MessageId,
                    Recipient = command.Recipient,
                    Envelope = envelopes.FromPeerMessage(message).ToByteArray(),
                    CreatedAt = now,
                    Position = position,
                    RepeatUntil = command.RepeatUntil,
                    NextAttemptAt = now,
                    Attempts = 0,
                }));
                return Task.CompletedTask;
            },
            delivery.CancellationToken);
        signal.Set();
    }
}
