using System.Text.Json.Serialization;
using DarkSwap.Hosting.Json;
using DarkSwap.Orderbook.Persistence;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>A trade of this node that is settled.</summary>
public sealed record MarketTradeResponse
{
    public required string TradeId { get; init; }
    public required string OrderId { get; init; }

    /// <summary>In the base asset's smallest unit.</summary>
    public required UInt128 Fill { get; init; }

    [JsonConverter(typeof(DecimalStringInt64Converter))]
    public required long QuoteSatoshis { get; init; }

    public string? TransactionId { get; init; }
    public required DateTimeOffset CompletedAt { get; init; }

    internal static MarketTradeResponse Of(TradeRow trade) => new()
    {
        TradeId = trade.TradeId,
        OrderId = trade.OrderId,
        Fill = trade.Fill,
        QuoteSatoshis = trade.QuoteSatoshis,
        TransactionId = trade.TransactionId,
        CompletedAt = trade.ChangedAt,
    };
}
