using System.Text.Json.Serialization;
using DarkSwap.Contracts.Orders;
using DarkSwap.Hosting.Json;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>An order as the API shows it.</summary>
public sealed record OrderResponse
{
    public required string OrderId { get; init; }
    public required string Network { get; init; }
    public required string Maker { get; init; }
    public required string Agent { get; init; }
    public required string Base { get; init; }
    public required string Quote { get; init; }
    public required OrderSide Side { get; init; }
    public required UInt128 BaseAmount { get; init; }
    public required UInt128 Remaining { get; init; }
    public required UInt128 MinimumFill { get; init; }
    public required PriceBody Price { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required OrderStatus Status { get; init; }
    public required ulong UpdateSequence { get; init; }
    public required IReadOnlyList<string> Backing { get; init; }

    /// <summary>Satoshis per 1,000 virtual bytes.</summary>
    [JsonConverter(typeof(DecimalStringInt64Converter))]
    public required long MinimumFeeRate { get; init; }

    /// <summary>Satoshis per 1,000 virtual bytes.</summary>
    [JsonConverter(typeof(DecimalStringInt64Converter))]
    public required long MaximumFeeRate { get; init; }

    public required bool IsOwn { get; init; }

    internal static OrderResponse Of(OrderSnapshot order) => new()
    {
        OrderId = order.OrderId,
        Network = order.Network,
        Maker = order.Maker,
        Agent = order.Agent,
        Base = order.Base,
        Quote = order.Quote,
        Side = order.Side,
        BaseAmount = order.BaseAmount,
        Remaining = order.Remaining,
        MinimumFill = order.MinimumFill,
        Price = PriceBody.Of(order.Price.Quote, order.Price.Base),
        CreatedAt = order.CreatedAt,
        ExpiresAt = order.ExpiresAt,
        Status = order.Status,
        UpdateSequence = order.UpdateSequence,
        Backing = [.. order.Backing.Select(coin => coin.OutPoint)],
        MinimumFeeRate = order.MinimumFeeRate,
        MaximumFeeRate = order.MaximumFeeRate,
        IsOwn = order.IsOwn,
    };
}
