namespace DarkSwap.Bitcoin.Fees;

/// <summary>Fees from rates and back. Rates are in satoshis per 1,000 virtual bytes.</summary>
public static class TransactionFee
{
    private const long WeightPerKilovirtualbyte = 4000;

    /// <summary>⌈rate × weight / 4000⌉.</summary>
    public static long SatoshisFor(long rateSatoshisPerKilovirtualbyte, int weight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rateSatoshisPerKilovirtualbyte);
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        return (long)(((Int128)rateSatoshisPerKilovirtualbyte * weight + WeightPerKilovirtualbyte - 1) / WeightPerKilovirtualbyte);
    }

    /// <summary>The rate that a fee comes to, rounded up, so that a cap holds.</summary>
    public static long RateFor(long feeSatoshis, int weight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(feeSatoshis);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight);
        return (long)(((Int128)feeSatoshis * WeightPerKilovirtualbyte + weight - 1) / weight);
    }
}
