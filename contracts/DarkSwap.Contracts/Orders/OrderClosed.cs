namespace DarkSwap.Contracts.Orders;

/// <summary>An order left the book for good; its status says why.</summary>
public sealed record OrderClosed : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required OrderSnapshot Order { get; init; }
}
