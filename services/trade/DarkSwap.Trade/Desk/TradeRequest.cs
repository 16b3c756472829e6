using DarkSwap.Contracts.Orders;

namespace DarkSwap.Trade.Desk;

/// <summary>A taker's wish, in range field by field.</summary>
public sealed record TradeRequest
{
    public required Guid TradeId { get; init; }

    public required string OrderId { get; init; }

    public required UInt128 Fill { get; init; }

    /// <summary>Satoshis per 1,000 virtual bytes.</summary>
    public required long FeeRate { get; init; }

    public required Settlement Settlement { get; init; }

    public required int Confirmations { get; init; }

    public required int MakerCoinConfirmations { get; init; }

    public int? AcceptWithinSeconds { get; init; }
}
