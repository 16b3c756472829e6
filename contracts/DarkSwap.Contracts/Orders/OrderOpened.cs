namespace DarkSwap.Contracts.Orders;

/// <summary>An order came into the book, own or from a peer.</summary>
public sealed record OrderOpened : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required OrderSnapshot Order { get; init; }
}
