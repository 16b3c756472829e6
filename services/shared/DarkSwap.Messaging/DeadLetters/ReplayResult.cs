namespace DarkSwap.Messaging.DeadLetters;

/// <param name="Reason">Why it failed.</param>
public readonly record struct ReplayResult(ReplayOutcome Outcome, string? Reason = null);
