using DarkSwap.Contracts.Trades;
using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Persistence;

/// <summary>A trade. What queries ask for has columns; the rest is in the document.</summary>
public sealed class TradeRow
{
    public required Guid TradeId { get; init; }

    public required TradeSide Side { get; init; }

    public required string OrderId { get; init; }

    /// <summary>Peer id of the user whose trade it is; null for the node's own.</summary>
    public string? Owner { get; set; }

    /// <summary>Peer id of the other side.</summary>
    public required string Counterparty { get; init; }

    public required string Network { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>SHA-256 of the request that began it, in hex; null at the maker.</summary>
    public string? RequestHash { get; init; }

    public required TradeState State { get; set; }

    public TradeNeed? Need { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When the driver must look at it; null: not before something happens to it.</summary>
    public DateTimeOffset? WakeAt { get; set; }

    /// <summary>The aggregate as <see cref="TradeStorage"/> writes it.</summary>
    public required string Document { get; set; }

    public required long Version { get; set; }
}
