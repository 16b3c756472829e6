using System.Numerics;

namespace DarkSwap.Contracts.Wire.Orders;

/// <summary>What an amount of the base asset costs: rounded up when the maker sells it, down when the maker buys it, so that rounding is never to the maker's loss.</summary>
public static class QuoteAmount
{
    /// <param name="priceBase">At least 1.</param>
    public static BigInteger Exact(bool isMakerSelling, UInt128 baseAmount, UInt128 priceQuote, UInt128 priceBase)
    {
        var quotient = BigInteger.DivRem((BigInteger)baseAmount * priceQuote, priceBase, out var remainder);
        return isMakerSelling && !remainder.IsZero ? quotient + 1 : quotient;
    }

    /// <returns>Null if that is less than 1 satoshi or more than all bitcoin, or the price is none.</returns>
    public static long? InSatoshis(bool isMakerSelling, UInt128 baseAmount, UInt128 priceQuote, UInt128 priceBase)
    {
        if (priceBase == UInt128.Zero)
        {
            return null;
        }

        var satoshis = Exact(isMakerSelling, baseAmount, priceQuote, priceBase);
        return satoshis >= 1 && satoshis <= OrderLimits.MaximumSatoshis ? (long)satoshis : null;
    }
}
