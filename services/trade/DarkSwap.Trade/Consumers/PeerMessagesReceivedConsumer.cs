using DarkSwap.Contracts.Connectivity;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Trade.Driving;
using DarkSwap.Trade.Persistence;
using MassTransit;

namespace DarkSwap.Trade.Consumers;

/// <summary>Messages of a peer, in the order of its batch.</summary>
public sealed class PeerMessagesReceivedConsumer(
    TradeStore store, PeerMessageIntake intake, NodeNetwork nodeNetwork, TradeWakeUp wakeUp, TimeProvider timeProvider) : IConsumer<PeerMessagesReceived>
{
    public async Task Consume(ConsumeContext<PeerMessagesReceived> delivery)
    {
        var message = delivery.Message;
        var network = await nodeNetwork.GetAsync(delivery.CancellationToken) ?? throw new InvalidOperationException("The network is not known yet.");
        var changed = new List<Guid>();
        await InboxTransaction.RunAsync(
            store.Context,
            message.EventId,
            nameof(PeerMessagesReceivedConsumer),
            timeProvider,
            async token =>
            {
                changed.Clear();
                foreach (var peerMessage in message.Messages)
                {
                    if (await intake.TakeAsync(message.Sender, network, peerMessage, token) is { } tradeId)
                    {
                        changed.Add(tradeId);
                    }
                }
            },
            delivery.CancellationToken);
        changed.ForEach(wakeUp.Set);
    }
}
