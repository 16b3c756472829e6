namespace DarkSwap.Messaging.Outbox;

/// <summary>What one lease took, before anything is known of recipients' progress.</summary>
internal sealed class OutboxLease
{
    private readonly List<OutboxMessage> messages = [];

    /// <summary>The last place taken in each queue when its messages were read.</summary>
    public Dictionary<string, long> LastSequences { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<OutboxMessage> Messages => messages;

    /// <summary>Whether recipients' progress is stored of any message.</summary>
    public bool HasDeliveries { get; set; }

    /// <summary>When the next queue is due that nobody holds and that was not due yet; null if there is none.</summary>
    public DateTimeOffset? NextDue { get; set; }

    /// <param name="message">None if other queues had so much that this one's must wait.</param>
    public void Add(string aggregateId, long lastSequence, OutboxMessage? message)
    {
        LastSequences[aggregateId] = lastSequence;
        if (message is not null)
        {
            messages.Add(message);
        }
    }
}
