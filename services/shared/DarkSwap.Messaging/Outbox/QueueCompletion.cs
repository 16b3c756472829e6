namespace DarkSwap.Messaging.Outbox;

/// <summary>A queue that was worked on, and what came of it.</summary>
internal sealed record QueueCompletion(LeasedQueue Queue, QueueOutcome Outcome)
{
    /// <summary>Nothing is known of single recipients, and nobody gave up.</summary>
    public bool IsPlain => Queue.Deliveries.Count == 0 && Outcome.Changed.Count == 0 && Outcome.DeadLetters.Count == 0;
}
