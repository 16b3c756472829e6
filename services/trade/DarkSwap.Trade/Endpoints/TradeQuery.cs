using DarkSwap.Contracts.Trades;
using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Endpoints;

/// <summary>Which trades a page shows.</summary>
public sealed record TradeQuery
{
    /// <summary>Peer id of the user who asks; null for everybody's trades.</summary>
    public required string? Owner { get; init; }

    public TradeState? State { get; init; }

    public TradeNeed? Need { get; init; }

    public string? OrderId { get; init; }

    public required int Limit { get; init; }

    public TradeCursor? After { get; init; }
}
