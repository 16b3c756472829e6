namespace DarkSwap.Contracts.Orders;

/// <summary>Several orders came into the book, changed or left it in this order. A lone one is told by a message of its own, in the same queue.</summary>
public sealed record OrdersChanged : IOrderNews
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>At most 256.</summary>
    public required IReadOnlyList<OrderChange> Changes { get; init; }

    public int CountParts() => Changes.Count;

    public IEnumerable<OrderChange> ToChanges() => Changes.Select(change => change.EventId is null ? change with { EventId = EventId } : change);
}
