using DarkSwap.Contracts.Orders;

namespace DarkSwap.Gateway.Events;

/// <summary>What an order event says.</summary>
public sealed record OrderEventData
{
    public required DateTimeOffset OccurredAt { get; init; }

    public required string OrderId { get; init; }

    public required string Maker { get; init; }

    public required string Base { get; init; }

    public required string Quote { get; init; }

    public required OrderSide Side { get; init; }

    public required UInt128 BaseAmount { get; init; }

    public required UInt128 Remaining { get; init; }

    public required UInt128 MinimumFill { get; init; }

    public required Contracts.Assets.Price Price { get; init; }

    public required OrderStatus Status { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public static OrderEventData Of(OrderSnapshot order, DateTimeOffset occurredAt) => new()
    {
        OccurredAt = occurredAt,
        OrderId = order.OrderId,
        Maker = order.Maker,
        Base = order.Base,
        Quote = order.Quote,
        Side = order.Side,
        BaseAmount = order.BaseAmount,
        Remaining = order.Remaining,
        MinimumFill = order.MinimumFill,
        Price = order.Price,
        Status = order.Status,
        ExpiresAt = order.ExpiresAt,
    };
}
