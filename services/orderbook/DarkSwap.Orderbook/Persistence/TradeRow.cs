using DarkSwap.Contracts.Trades;
using DarkSwap.Orderbook.Domain;

namespace DarkSwap.Orderbook.Persistence;

/// <summary>A trade of this node as far as the book is concerned: what it does to an own order, and the market's history.</summary>
public sealed class TradeRow
{
    /// <summary>Lower case with dashes.</summary>
    public required string TradeId { get; init; }
    public required string OrderId { get; init; }
    public required TradeSide Side { get; init; }
    public required string Base { get; init; }
    public required string Quote { get; init; }
    public required UInt128 Fill { get; init; }
    public required long QuoteSatoshis { get; init; }
    public string? TransactionId { get; set; }
    public bool IsCompleted { get; set; }
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Version of the trade's newest change seen; older ones are dropped.</summary>
    public long TradeVersion { get; set; }

    public FillPhase Phase { get; set; }

    /// <summary>Where the asset's change is.</summary>
    public string? ChangeOutPoint { get; set; }

    /// <summary>JSON of the coins that backed the order before this trade, to be restored if it comes to nothing.</summary>
    public string PreviousCoins { get; set; } = "[]";

    /// <summary>Whether some of the previous coins may be unspent still, so that they go on backing the order.</summary>
    public bool HasUncheckedCoins { get; set; }
}
