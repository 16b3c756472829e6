using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Orderbook.Persistence;

namespace DarkSwap.Orderbook.OwnOrders;

/// <summary>What the operator changes about an own order; null: as it is.</summary>
public sealed record OwnOrderChange
{
    public bool? IsSuspended { get; init; }

    /// <summary>Only lower than what remains.</summary>
    public UInt128? Remaining { get; init; }

    /// <summary>Only earlier than the order's expiry.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public IReadOnlyList<BackingCoin>? Coins { get; init; }

    /// <summary>Reasons by field; empty when nothing is wrong.</summary>
    internal Dictionary<string, string[]> Check(OrderRow row)
    {
        var errors = new Dictionary<string, string[]>();
        if (Remaining is { } remaining && (remaining == UInt128.Zero || remaining > row.Remaining))
        {
            errors["remaining"] = [$"is at least 1 and at most what remains, {row.Remaining}"];
        }

        if (ExpiresAt is { } expiresAt && (expiresAt > row.ExpiresAt || expiresAt <= row.CreatedAt))
        {
            errors["expiresAt"] = ["is after the order's creation and not after its expiry"];
        }

        if (Coins is { } coins && SettlementRules.CheckCoins(coins) is { } reason)
        {
            errors["coins"] = [reason];
        }

        return errors;
    }

    internal void Apply(OrderRow row, OwnOrderRow own)
    {
        own.IsSuspendedByOperator = IsSuspended ?? own.IsSuspendedByOperator;
        own.ReducedBy += Remaining is { } remaining ? row.Remaining - remaining : UInt128.Zero;
        own.WantedExpiresAt = ExpiresAt is { } expiresAt ? UnixMicroseconds.Truncate(expiresAt) : own.WantedExpiresAt;
        own.Coins = Coins is { } coins ? CoinsJson.Write(coins) : own.Coins;
        own.NeedsSignature = true;
        own.Version++;
    }
}
