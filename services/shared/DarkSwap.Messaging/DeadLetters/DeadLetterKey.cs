namespace DarkSwap.Messaging.DeadLetters;

/// <summary>Which message, and which of its recipients could not take it.</summary>
public readonly record struct DeadLetterKey(Guid EventId, string Recipient);
