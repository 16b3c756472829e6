namespace DarkSwap.Gateway.Idempotency;

/// <summary>Metadata of endpoints whose answers are secrets: an <c>Idempotency-Key</c> has no effect on them.</summary>
internal sealed class UnrecordedAnswers;
