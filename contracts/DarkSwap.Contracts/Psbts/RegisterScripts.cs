namespace DarkSwap.Contracts.Psbts;

/// <summary>Command: these addresses and coins belong to these subjects, as they say themselves; no counterparty of a subject's own trades may offer a coin of theirs.</summary>
public sealed record RegisterScripts : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required IReadOnlyList<ScriptsOfSubject> Registrations { get; init; }
}
