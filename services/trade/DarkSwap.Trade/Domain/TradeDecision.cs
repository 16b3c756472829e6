using DarkSwap.Contracts;

namespace DarkSwap.Trade.Domain;

/// <summary>What the machine makes of a signal: the trade after it, and what must be committed with it.</summary>
public sealed record TradeDecision
{
    public required TradeAggregate Trade { get; init; }

    public required TradeOutcome Outcome { get; init; }

    /// <summary>Set exactly when the outcome is <see cref="TradeOutcome.Refused"/>.</summary>
    public TradeError? Error { get; init; }

    /// <summary>What the other side did wrong, when the outcome is <see cref="TradeOutcome.Fault"/>.</summary>
    public string? Fault { get; init; }

    /// <summary>Messages for the outbox, in this order.</summary>
    public IReadOnlyList<IMessage> Messages { get; init; } = [];

    /// <summary>New rows of the transcript.</summary>
    public IReadOnlyList<TranscriptEntry> Transcript { get; init; } = [];
}
