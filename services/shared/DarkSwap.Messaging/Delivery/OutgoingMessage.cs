using System.Text.Json;
using DarkSwap.Contracts;
using DarkSwap.Messaging.Outbox;
using DarkSwap.Messaging.Serialization;
using MassTransit;

namespace DarkSwap.Messaging.Delivery;

/// <summary>A message on its way out of an outbox.</summary>
public sealed record OutgoingMessage
{
    private IMessage? message;

    /// <param name="aggregateVersion">Version of the aggregate after the change, if it has one.</param>
    /// <param name="traceParent">W3C trace context of whatever the delivery is part of.</param>
    public OutgoingMessage(IMessage message, string aggregateId, long? aggregateVersion, string? traceParent = null)
    {
        this.message = message;
        EventId = message.EventId;
        MessageType = message.GetType();
        AggregateId = aggregateId;
        AggregateVersion = aggregateVersion;
        TraceParent = traceParent;
    }

    private OutgoingMessage(OutboxMessage row, Type messageType)
    {
        EventId = row.EventId;
        MessageType = messageType;
        AggregateId = row.AggregateId;
        AggregateVersion = row.AggregateVersion;
        TraceParent = row.TraceParent;
    }

    public Guid EventId { get; }

    public Type MessageType { get; }

    public string AggregateId { get; }

    public long? AggregateVersion { get; }

    public string? TraceParent { get; init; }

    /// <summary>As it was stored, where that is enough; otherwise null.</summary>
    internal StoredBody? Body { get; private init; }

    /// <summary>Of one with a body it is read when somebody asks.</summary>
    public IMessage Message => message ??= MessageSerializer.Deserialize(MessageType, Body!.Json.Span);

    /// <param name="isBodyEnough">Whether it is passed on as it was stored; otherwise it is read, as its type.</param>
    /// <exception cref="JsonException">The type is unknown, or the text is no JSON or does not fit it.</exception>
    internal static OutgoingMessage Of(OutboxMessage row, bool isBodyEnough)
    {
        var type = MessageSerializer.TypeOf(row.MessageType);
        return isBodyEnough
            ? new OutgoingMessage(row, type) { Body = StoredBody.Of(row.Body) }
            : new OutgoingMessage(row, type) { message = MessageSerializer.Deserialize(row.MessageType, row.Body) };
    }

    /// <summary>Several messages of an outbox as one, in the place of the first of them.</summary>
    internal static OutgoingMessage Of(IMessage joined, OutboxMessage first) =>
        new(joined, first.AggregateId, aggregateVersion: null, first.TraceParent) { Body = StoredBody.Of(MessageSerializer.Serialize(joined)) };

    internal void WriteTo(SendContext context)
    {
        context.MessageId = EventId;
        context.Headers.Set(MessageHeaders.AggregateId, AggregateId);
        context.Headers.Set(MessageHeaders.MessageType, MessageSerializer.NameOf(MessageType));
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
