using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.Domain;

/// <summary>What an order's status depends on.</summary>
public readonly record struct OrderFacts
{
    public required bool IsSell { get; init; }
    public required bool IsCancelled { get; init; }
    public required bool IsSuspended { get; init; }
    public required UInt128 Remaining { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required BackingVerdict Verdict { get; init; }

    public OrderStatus StatusAt(DateTimeOffset now)
    {
        if (IsCancelled)
        {
            return OrderStatus.Cancelled;
        }

        // Suspended with nothing remaining: the last fill is settling and may yet be undone.
        if (Remaining == UInt128.Zero && !IsSuspended)
        {
            return OrderStatus.Filled;
        }

        if (ExpiresAt <= now)
        {
            return OrderStatus.Expired;
        }

        if (IsSell && Verdict == BackingVerdict.Invalid)
        {
            return OrderStatus.Unbacked;
        }

        if (IsSuspended)
        {
            return OrderStatus.Suspended;
        }

        return IsSell && Verdict == BackingVerdict.Unverified ? OrderStatus.Pending : OrderStatus.Open;
    }

    /// <summary>Whether an order of this status is out of the book for good, unless its maker's next update brings it back.</summary>
    public static bool IsClosed(OrderStatus status) => status switch
    {
        OrderStatus.Pending or OrderStatus.Open or OrderStatus.Suspended => false,
        OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Expired or OrderStatus.Unbacked => true,
    };
}
