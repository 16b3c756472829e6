namespace DarkSwap.Contracts.Orders;

/// <summary>What became of one order.</summary>
public sealed record OrderChange
{
    public required OrderChangeKind Kind { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required OrderSnapshot Order { get; init; }
}
