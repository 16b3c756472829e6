using DarkSwap.Connectivity.Messaging;
using DarkSwap.Connectivity.Orders;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using MassTransit;

namespace DarkSwap.Connectivity.Consumers;

/// <summary>Pushes order events to every connected peer. Nothing is stored: who is not connected reads our book when it connects, and repetitions are harmless.</summary>
internal sealed class PublishOrderEventsConsumer(PeerChannels channels, Envelopes envelopes, OrderEventReceiver receiver)
    : IConsumer<PublishOrderEvents>
{
    public Task Consume(ConsumeContext<PublishOrderEvents> delivery)
    {
        var command = delivery.Message;
        receiver.MarkSeen(command.Events);
        var outgoing = command.Events
            .Select(orderEvent => (Priority: orderEvent.Kind == OrderEventKind.Cancel ? MessagePriority.High : MessagePriority.Medium, Envelope: envelopes.FromOrderEvent(orderEvent)))
            .ToList();
        foreach (var channel in channels.All.Where(channel => channel.PeerId.ToString() != command.ExceptPeer))
        {
            if (outgoing.Exists(entry => !channel.TrySend(entry.Priority, entry.Envelope)))
            {
                // The peer takes nothing any more. It reads the whole book again when it comes back.
                channels.Leave(channel.PeerId, "you take no messages");
            }
        }

        return Task.CompletedTask;
    }
}
