namespace DarkSwap.Contracts.Orders;

/// <summary>An order left the book for good; its status says why.</summary>
public sealed record OrderClosed : IOrderNews
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required OrderSnapshot Order { get; init; }

    public int CountParts() => 1;

    public IEnumerable<OrderChange> ToChanges() => [new OrderChange { EventId = EventId, Kind = OrderChangeKind.Closed, OccurredAt = OccurredAt, Order = Order }];
}
