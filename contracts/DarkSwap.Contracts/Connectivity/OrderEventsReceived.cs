using DarkSwap.Contracts.Orders;

namespace DarkSwap.Contracts.Connectivity;

/// <summary>A peer sent up to 256 signed order events. Their signatures are verified; their meaning is not.</summary>
public sealed record OrderEventsReceived : IJoinable
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Peer id of the peer that sent them, which need not be the maker.</summary>
    public required string Sender { get; init; }

    public required IReadOnlyList<SignedOrderEvent> Events { get; init; }

    public int CountParts() => Events.Count;

    public bool CanJoin(IJoinable next) => next is OrderEventsReceived other && other.Sender == Sender;

    /// <summary>The book merges: an event that it has changes nothing.</summary>
    public IMessage Join(Guid eventId, IReadOnlyList<IJoinable> all) =>
        this with { EventId = eventId, Events = [.. all.Cast<OrderEventsReceived>().SelectMany(one => one.Events)] };
}
