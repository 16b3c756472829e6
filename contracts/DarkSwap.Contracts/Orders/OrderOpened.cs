namespace DarkSwap.Contracts.Orders;

/// <summary>An order came into the book, own or from a peer.</summary>
public sealed record OrderOpened : IOrderNews
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required OrderSnapshot Order { get; init; }

    public int CountParts() => 1;

    public IEnumerable<OrderChange> ToChanges() => [new OrderChange { EventId = EventId, Kind = OrderChangeKind.Opened, OccurredAt = OccurredAt, Order = Order }];
}
