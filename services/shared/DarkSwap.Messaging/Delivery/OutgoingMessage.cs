using DarkSwap.Contracts;
using DarkSwap.Messaging.Serialization;
using MassTransit;

namespace DarkSwap.Messaging.Delivery;

/// <summary>A message on its way out of an outbox.</summary>
/// <param name="AggregateVersion">Version of the aggregate after the change, if it has one.</param>
/// <param name="TraceParent">W3C trace context of whatever the delivery is part of.</param>
public sealed record OutgoingMessage(IMessage Message, string AggregateId, long? AggregateVersion, string? TraceParent = null)
{
    internal void WriteTo(SendContext context)
    {
        context.MessageId = Message.EventId;
        context.Headers.Set(MessageHeaders.AggregateId, AggregateId);
        context.Headers.Set(MessageHeaders.MessageType, MessageSerializer.NameOf(Message.GetType()));
        if (AggregateVersion is { } version)
        {
            context.Headers.Set(MessageHeaders.AggregateVersion, version);
        }

        if (TraceParent is { } parent)
        {
            context.Headers.Set(MessageHeaders.TraceParent, parent);
        }
    }
}
