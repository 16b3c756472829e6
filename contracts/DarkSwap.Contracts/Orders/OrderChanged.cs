namespace DarkSwap.Contracts.Orders;

/// <summary>Remaining amount, backing, expiry or suspension of an order changed.</summary>
public sealed record OrderChanged : IOrderNews
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required OrderSnapshot Order { get; init; }

    public int CountParts() => 1;

    public IEnumerable<OrderChange> ToChanges() => [new OrderChange { EventId = EventId, Kind = OrderChangeKind.Changed, OccurredAt = OccurredAt, Order = Order }];
}
