namespace DarkSwap.Contracts.Psbts;

/// <summary>Command: these addresses and coins belong to these subjects, as they say themselves; no counterparty of a subject's own trades may offer a coin of theirs.</summary>
public sealed record RegisterScripts : IJoinable
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required IReadOnlyList<ScriptsOfSubject> Registrations { get; init; }

    public int CountParts() => Registrations.Count;

    public bool CanJoin(IJoinable next) => next is RegisterScripts;

    /// <summary>Whoever is registered twice is registered.</summary>
    public IMessage Join(Guid eventId, IReadOnlyList<IJoinable> all) =>
        this with { EventId = eventId, Registrations = [.. all.Cast<RegisterScripts>().SelectMany(one => one.Registrations)] };
}
