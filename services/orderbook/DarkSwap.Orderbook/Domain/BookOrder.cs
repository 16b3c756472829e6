using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.Domain;

/// <summary>What a book needs of an open order.</summary>
public sealed record BookOrder
{
    public required string OrderId { get; init; }
    public required OrderSide Side { get; init; }
    public required ExactPrice Price { get; init; }
    public required UInt128 Remaining { get; init; }
    public required UInt128 MinimumFill { get; init; }

    /// <summary>As its maker signed it: the same on every node.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public required bool IsOwn { get; init; }
}
