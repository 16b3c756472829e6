using System.Numerics;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Assets;
using DarkSwap.Contracts.Orders;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>What a fill costs: rounded up when the maker sells the base, down when the maker buys it, so that rounding never costs the maker.</summary>
public static class QuoteAmount
{
    /// <returns>Null if the price makes less than 1 satoshi or more than all bitcoin.</returns>
    public static long? InSatoshis(UInt128 fill, Price price, OrderSide makerSide)
    {
        if (price.Base == UInt128.Zero)
        {
            return null;
        }

        var product = (BigInteger)fill * price.Quote;
        var quote = BigInteger.DivRem(product, price.Base, out var remainder);
        if (makerSide == OrderSide.Sell && !remainder.IsZero)
        {
            quote += BigInteger.One;
        }

        return quote < BigInteger.One || quote > Money.MaximumSatoshis ? null : (long)quote;
    }
}
