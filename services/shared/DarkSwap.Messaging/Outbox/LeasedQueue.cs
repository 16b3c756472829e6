namespace DarkSwap.Messaging.Outbox;

/// <summary>What a dispatcher holds under one lease: the oldest messages of one aggregate, and how far their recipients have got.</summary>
internal sealed record LeasedQueue
{
    public required string AggregateId { get; init; }

    public required Guid Owner { get; init; }

    public required DateTimeOffset LeasedAt { get; init; }

    /// <summary>The last place taken before the messages were read: if it has moved on, something new waits.</summary>
    public required long LastSequence { get; init; }

    /// <summary>In order; none if other queues of the same lease had so much that these must wait.</summary>
    public required IReadOnlyList<OutboxMessage> Messages { get; init; }

    public required IReadOnlyDictionary<(Guid EventId, string Recipient), OutboxDelivery> Deliveries { get; init; }
}
