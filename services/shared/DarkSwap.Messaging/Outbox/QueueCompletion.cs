namespace DarkSwap.Messaging.Outbox;

/// <summary>A queue that was worked on, and what came of it.</summary>
internal sealed record QueueCompletion(LeasedQueue Queue, QueueOutcome Outcome);
