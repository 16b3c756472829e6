using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;

namespace DarkSwap.Contracts.Wire.Orders;

/// <summary>What makes terms an order. Null means that nothing is wrong.</summary>
public static class OrderRules
{
    public static OrderRefusal? Check(OrderTerms terms, string network)
    {
        if (terms.Network != network)
        {
            return OrderRefusal.NetworkMismatch;
        }

        if (terms.Quote.Kind != AssetKind.Bitcoin || terms.Base.Kind == AssetKind.Bitcoin)
        {
            return OrderRefusal.PairUnsupported;
        }

        if (terms.Side is not (OrderDocumentSide.Sell or OrderDocumentSide.Buy))
        {
            return OrderRefusal.SideInvalid;
        }

        return CheckAmounts(terms) ?? CheckTimes(terms) ?? CheckFeeBounds(terms) ?? CheckBacking(terms.Side, terms.Backing);
    }

    /// <summary>The rules that depend on when they are asked.</summary>
    public static OrderRefusal? CheckClock(OrderTerms terms, DateTimeOffset now)
    {
        if (terms.CreatedAt - now > OrderLimits.MaximumClockSkew)
        {
            return OrderRefusal.CreatedInFuture;
        }

        return terms.ExpiresAt <= now ? OrderRefusal.Expired : null;
    }

    private static OrderRefusal? CheckAmounts(OrderTerms terms)
    {
        if (terms.BaseAmount == UInt128.Zero)
        {
            return OrderRefusal.AmountInvalid;
        }

        if (terms.PriceNumerator == UInt128.Zero || terms.PriceDenominator == UInt128.Zero)
        {
            return OrderRefusal.PriceInvalid;
        }

        if (QuoteAmount.InSatoshis(terms.Side == OrderDocumentSide.Sell, terms.BaseAmount, terms.PriceNumerator, terms.PriceDenominator) is null)
        {
            return OrderRefusal.QuoteOutOfRange;
        }

        return terms.MinimumFill == UInt128.Zero || terms.MinimumFill > terms.BaseAmount ? OrderRefusal.MinimumFillInvalid : null;
    }

    private static OrderRefusal? CheckTimes(OrderTerms terms)
    {
        if (terms.ExpiresAt <= terms.CreatedAt)
        {
            return OrderRefusal.TimesInvalid;
        }

        return terms.ExpiresAt - terms.CreatedAt > OrderLimits.MaximumLifetime ? OrderRefusal.LifetimeTooLong : null;
    }

    private static OrderRefusal? CheckFeeBounds(OrderTerms terms) =>
        terms.MinimumFeeRate >= 0 && terms.MinimumFeeRate <= terms.MaximumFeeRate && terms.MaximumFeeRate is >= 1 and <= OrderLimits.MaximumFeeRate
            ? null
            : OrderRefusal.FeeBoundsInvalid;

    private static OrderRefusal? CheckBacking(OrderDocumentSide side, IReadOnlyList<string> backing)
    {
        if (side == OrderDocumentSide.Buy)
        {
            return backing.Count == 0 ? null : OrderRefusal.BackingUnexpected;
        }

        return backing.Count switch
        {
            0 => OrderRefusal.BackingMissing,
            > OrderLimits.MaximumBackingCoins => OrderRefusal.BackingTooLong,
            _ => null,
        };
    }
}
