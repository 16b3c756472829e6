using System.Globalization;
using System.Text.Json.Serialization;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Hosting.Json;
using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Endpoints;

public sealed record TradeResponse
{
    public required Guid TradeId { get; init; }

    public required string OrderId { get; init; }

    public required TradeSide Side { get; init; }

    /// <summary>Absent until the maker's node has looked the order up; so are the assets.</summary>
    public TradeRole? Role { get; init; }

    public required TradeState State { get; init; }

    /// <summary>What the front end asks its user for.</summary>
    public TradeNeed? Needs { get; init; }

    public string? Base { get; init; }

    public string? Quote { get; init; }

    public required UInt128 Fill { get; init; }

    [JsonConverter(typeof(DecimalStringInt64Converter))]
    public required long QuoteSatoshis { get; init; }

    /// <summary>Satoshis per 1,000 virtual bytes.</summary>
    [JsonConverter(typeof(DecimalStringInt64Converter))]
    public required long FeeRate { get; init; }

    /// <summary>Peer id of the user whose order it fills; absent when the trade is the node's own.</summary>
    public string? Owner { get; init; }

    /// <summary>Peer id of the other side.</summary>
    public required string Counterparty { get; init; }

    public required int Round { get; init; }

    public string? TransactionId { get; init; }

    public required int Confirmations { get; init; }

    public required int ConfirmationsWanted { get; init; }

    /// <summary>When the present step times out.</summary>
    public DateTimeOffset? Deadline { get; init; }

    public string? Reason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required string Version { get; init; }

    public static TradeResponse Of(TradeAggregate trade, TradeTimes times)
    {
        var round = TradeView.CurrentRound(trade);
        return new TradeResponse
        {
            TradeId = trade.TradeId,
            OrderId = trade.OrderId,
            Side = trade.Side,
            Role = trade.Order is null ? null : TradeView.RoleOf(trade),
            State = TradeView.StateOf(trade),
            Needs = TradeView.NeedOf(trade),
            Base = trade.Order?.Base,
            Quote = trade.Order?.Quote,
            Fill = trade.Fill,
            QuoteSatoshis = trade.QuoteSatoshis,
            FeeRate = round?.FeeRate ?? trade.FeeRate,
            Owner = TradeView.OwnerOf(trade),
        Counterparty = trade.Counterparty,
            Round = round?.Number ?? 0,
            TransactionId = TradeView.VisibleRound(trade)?.Template?.TransactionId,
            Confirmations = TradeView.ConfirmationsOf(trade),
            ConfirmationsWanted = trade.ConfirmationsWanted,
            Deadline = TradeView.DeadlineOf(trade, times),
            Reason = trade.Reason,
            CreatedAt = trade.CreatedAt,
            UpdatedAt = trade.UpdatedAt,
            Version = trade.Version.ToString(CultureInfo.InvariantCulture),
        };
    }
}
