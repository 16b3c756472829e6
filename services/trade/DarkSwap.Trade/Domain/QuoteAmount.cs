using System.Numerics;
using DarkSwap.Contracts.Assets;
using DarkSwap.Contracts.Orders;

namespace DarkSwap.Trade.Domain;

/// <summary>What a fill costs: rounded in the maker's favour, in unbounded integers.</summary>
public static class QuoteAmount
{
    /// <summary>All satoshis that there will be.</summary>
    public const long MaximumSatoshis = 2_100_000_000_000_000;

    /// <summary>Null when it is 0 or more than there is.</summary>
    public static long? Of(UInt128 fill, Price price, OrderSide makerSide)
    {
        if (price.Base == UInt128.Zero)
        {
            return null;
        }

        var product = (BigInteger)fill * (BigInteger)price.Quote;
        var divisor = (BigInteger)price.Base;
        var quote = makerSide switch
        {
            OrderSide.Sell => (product + divisor - 1) / divisor,
            OrderSide.Buy => product / divisor,
        };
        return quote > 0 && quote <= MaximumSatoshis ? (long)quote : null;
    }
}
