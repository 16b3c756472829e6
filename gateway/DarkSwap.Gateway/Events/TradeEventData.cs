using System.Text.Json.Serialization;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Hosting.Json;

namespace DarkSwap.Gateway.Events;

/// <summary>What a trade event says.</summary>
public sealed record TradeEventData
{
    public required DateTimeOffset OccurredAt { get; init; }

    public required Guid TradeId { get; init; }

    public required string OrderId { get; init; }

    public required TradeSide Side { get; init; }

    public required TradeRole Role { get; init; }

    public required TradeState State { get; init; }

    public required long Version { get; init; }

    public required string Base { get; init; }

    public required string Quote { get; init; }

    public required UInt128 Fill { get; init; }

    [JsonConverter(typeof(DecimalStringInt64Converter))]
    public required long QuoteSatoshis { get; init; }

    public string? TransactionId { get; init; }

    public required int Confirmations { get; init; }

    public string? Reason { get; init; }

    public static TradeEventData Of(TradeStateChanged change) => new()
    {
        OccurredAt = change.OccurredAt,
        TradeId = change.TradeId,
        OrderId = change.OrderId,
        Side = change.Side,
        Role = change.Role,
        State = change.State,
        Version = change.Version,
        Base = change.Base,
        Quote = change.Quote,
        Fill = change.Fill,
        QuoteSatoshis = change.QuoteSatoshis,
        TransactionId = change.TransactionId,
        Confirmations = change.Confirmations,
        Reason = change.Reason,
    };
}
