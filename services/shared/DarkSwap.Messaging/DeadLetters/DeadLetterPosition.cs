namespace DarkSwap.Messaging.DeadLetters;

/// <summary>Where a page of dead letters ended.</summary>
public readonly record struct DeadLetterPosition(DateTimeOffset DeadAt, DeadLetterKey Key);
