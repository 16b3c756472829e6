using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.Persistence;

/// <summary>Null: any.</summary>
public sealed record OrderFilter
{
    public required OrderStatus Status { get; init; }
    public string? Base { get; init; }
    public string? Quote { get; init; }
    public OrderSide? Side { get; init; }
    public string? Maker { get; init; }
}
