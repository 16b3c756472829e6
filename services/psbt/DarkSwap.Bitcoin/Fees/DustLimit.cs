using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Fees;

/// <summary>The smallest amount that nodes relay for a script: what its spending would cost at 3,000 satoshis a kilovirtualbyte.</summary>
public static class DustLimit
{
    private const long RelayRateSatoshis = 3000;
    private const int WitnessSpendSize = 67;
    private const int LegacySpendSize = 148;

    /// <summary>Zero for scripts that nobody can spend.</summary>
    public static long SatoshisOf(Script script)
    {
        if (script.IsUnspendable)
        {
            return 0;
        }

        var size = new TransactionOutput(0, script).Size + (script.IsWitnessProgram ? WitnessSpendSize : LegacySpendSize);
        return size * RelayRateSatoshis / 1000;
    }

    public static bool IsDust(TransactionOutput output) => output.ValueSatoshis < SatoshisOf(output.Script);
}
