namespace DarkSwap.Bitcoin.Transactions;

/// <summary>Bounds of amounts in satoshis.</summary>
public static class Money
{
    public const long SatoshisPerBitcoin = 100_000_000;

    /// <summary>All the bitcoin there can be, in satoshis.</summary>
    public const long MaximumSatoshis = 21_000_000 * SatoshisPerBitcoin;

    public static bool IsInRange(long satoshis) => satoshis is >= 0 and <= MaximumSatoshis;

    /// <summary>Sums outputs; false when one of them or the sum is out of range.</summary>
    public static bool TrySum(IEnumerable<TransactionOutput> outputs, out long sumSatoshis)
    {
        sumSatoshis = 0;
        foreach (var output in outputs)
        {
            if (!IsInRange(output.ValueSatoshis))
            {
                return false;
            }

            sumSatoshis += output.ValueSatoshis;
            if (!IsInRange(sumSatoshis))
            {
                return false;
            }
        }

        return true;
    }
}
