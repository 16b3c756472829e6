using DarkSwap.Messaging.DeadLetters;

namespace DarkSwap.Hosting.DeadLetters;

/// <summary>What became of one letter.</summary>
public sealed record ReplayedLetterResponse
{
    public required Guid EventId { get; init; }

    public required string Recipient { get; init; }

    public required ReplayOutcome Outcome { get; init; }

    /// <summary>Why it failed; it is still a dead letter then.</summary>
    public string? Reason { get; init; }
}
