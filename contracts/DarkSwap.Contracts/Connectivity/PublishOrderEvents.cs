using DarkSwap.Contracts.Orders;

namespace DarkSwap.Contracts.Connectivity;

/// <summary>Command: push signed order events to the connected peers.</summary>
public sealed record PublishOrderEvents : IJoinable
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Peer that they came from and need not be sent to again; null for own ones.</summary>
    public string? ExceptPeer { get; init; }

    public required IReadOnlyList<SignedOrderEvent> Events { get; init; }

    public int CountParts() => Events.Count;

    public bool CanJoin(IJoinable next) => next is PublishOrderEvents other && other.ExceptPeer == ExceptPeer;

    /// <summary>Peers know events that they have seen.</summary>
    public IMessage Join(Guid eventId, IReadOnlyList<IJoinable> all) =>
        this with { EventId = eventId, Events = [.. all.Cast<PublishOrderEvents>().SelectMany(one => one.Events)] };
}
