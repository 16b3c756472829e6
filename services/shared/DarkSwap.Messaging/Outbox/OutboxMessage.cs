namespace DarkSwap.Messaging.Outbox;

/// <summary>A message that was committed with the state change it tells of and has not reached all of its recipients.</summary>
public sealed class OutboxMessage
{
    public required Guid EventId { get; init; }

    /// <summary>Whose queue it waits in: messages of one aggregate keep their order.</summary>
    public required string AggregateId { get; init; }

    /// <summary>Place in the aggregate's queue, given when it is saved.</summary>
    public long Sequence { get; set; }

    /// <summary>Version of the aggregate after the change, if it has one.</summary>
    public long? AggregateVersion { get; init; }

    public required string MessageType { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>W3C trace context of the operation that made the message.</summary>
    public string? TraceParent { get; init; }
}
