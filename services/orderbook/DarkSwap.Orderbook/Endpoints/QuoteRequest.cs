using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>What somebody would like to trade.</summary>
public sealed record QuoteRequest
{
    public required string Base { get; init; }
    public required string Quote { get; init; }

    /// <summary>What the asker does with the base asset.</summary>
    public required OrderSide Side { get; init; }

    public required UInt128 BaseAmount { get; init; }
}
