namespace DarkSwap.Messaging.Outbox;

/// <summary>The queue of one aggregate: exists while messages wait in it. Locking its row serialises writers of the aggregate; leasing it serialises dispatchers.</summary>
public sealed class OutboxQueue
{
    public required string AggregateId { get; init; }

    public long LastSequence { get; set; }

    /// <summary>Zero (the epoch) when something new waits.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }

    public Guid? LeaseOwner { get; set; }

    public DateTimeOffset LeasedUntil { get; set; }
}
