using DarkSwap.Orderbook.Domain;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>All that is offered at one price.</summary>
public sealed record DepthLevelBody
{
    public required PriceBody Price { get; init; }

    /// <summary>In the base asset's smallest unit.</summary>
    public required UInt128 Amount { get; init; }

    public required int Orders { get; init; }

    internal static DepthLevelBody Of(DepthLevel level) => new() { Price = PriceBody.Of(level.Price), Amount = level.Amount, Orders = level.Orders };
}
