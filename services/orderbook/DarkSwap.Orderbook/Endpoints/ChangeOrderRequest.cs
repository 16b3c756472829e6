using DarkSwap.Orderbook.OwnOrders;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>What is to change; what is absent stays.</summary>
public sealed record ChangeOrderRequest
{
    public bool? Suspended { get; init; }

    /// <summary>Lower than what remains.</summary>
    public UInt128? Remaining { get; init; }

    /// <summary>Earlier than the order's expiry.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Other coins behind the order.</summary>
    public IReadOnlyList<CoinBody>? Coins { get; init; }

    internal OwnOrderChange ToChange() => new()
    {
        IsSuspended = Suspended,
        Remaining = Remaining,
        ExpiresAt = ExpiresAt,
        Coins = Coins is null ? null : [.. Coins.Select(CoinBody.ToCoin)],
    };
}
