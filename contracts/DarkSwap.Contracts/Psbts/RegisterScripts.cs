namespace DarkSwap.Contracts.Psbts;

/// <summary>Command: these addresses belong to this subject, as it says itself; no counterparty of its own trades may offer a coin of theirs.</summary>
public sealed record RegisterScripts : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Peer id of the subject.</summary>
    public required string Subject { get; init; }

    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>Coins whose scripts belong to the subject too.</summary>
    public required IReadOnlyList<string> OutPoints { get; init; }
}
