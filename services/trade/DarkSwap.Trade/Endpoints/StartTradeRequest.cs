using System.Text.Json.Serialization;
using DarkSwap.Hosting.Json;

namespace DarkSwap.Trade.Endpoints;

public sealed record StartTradeRequest
{
    /// <summary>Chosen by the taker, so that repeating the request is harmless.</summary>
    public required Guid TradeId { get; init; }

    public required string OrderId { get; init; }

    public required UInt128 Fill { get; init; }

    /// <summary>Satoshis per 1,000 virtual bytes; the taker pays the whole fee.</summary>
    [JsonConverter(typeof(DecimalStringInt64Converter))]
    public required long FeeRate { get; init; }

    public required SettlementRequest Settlement { get; init; }

    /// <summary>Confirmations that complete the trade, 1 to 6.</summary>
    public int Confirmations { get; init; } = 1;

    /// <summary>Confirmations wanted for the maker's coins, 1 to 6.</summary>
    public int MakerCoinConfirmations { get; init; } = 1;

    /// <summary>How long the maker has to accept, 5 to 3,600; longer for orders that are accepted by hand.</summary>
    public int? AcceptWithinSeconds { get; init; }
}
