using DarkSwap.Contracts;

namespace DarkSwap.Shared.Tests.Messaging.Samples;

/// <summary>Neighbours of it leave as one.</summary>
public sealed record SampleNoted : IJoinable
{
    public required Guid EventId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required IReadOnlyList<SampleNote> Notes { get; init; }

    public int CountParts() => Notes.Count;

    public bool CanJoin(IJoinable next) => next is SampleNoted;

    public IMessage Join(Guid eventId, IReadOnlyList<IJoinable> all) => this with { EventId = eventId, Notes = [.. all.Cast<SampleNoted>().SelectMany(one => one.Notes)] };
}
