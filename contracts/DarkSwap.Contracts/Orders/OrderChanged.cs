namespace DarkSwap.Contracts.Orders;

/// <summary>Remaining amount, backing, expiry or suspension of an order changed.</summary>
public sealed record OrderChanged : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required OrderSnapshot Order { get; init; }
}
