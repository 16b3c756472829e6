using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>Weight and fee of a transaction before it is signed: each witness counts at its maximum.</summary>
public static class TransactionWeight
{
    private const int MarkerAndFlag = 2;

    /// <summary>Item count, signature of 72 bytes and key of 33, each with its length.</summary>
    private const int PayToWitnessPublicKeyHashWitness = 108;

    /// <summary>Item count and a signature of 64 bytes with its length.</summary>
    private const int PayToTaprootWitness = 66;

    /// <summary>In weight units.</summary>
    public static long Of(Transaction unsigned, IEnumerable<Script> spentScripts) =>
        (unsigned.BaseSize * 4L) + MarkerAndFlag + spentScripts.Sum(WitnessSize);

    /// <summary>Satoshis for <paramref name="weight"/> at <paramref name="feeRate"/> satoshis per 1,000 virtual bytes, rounded up.</summary>
    public static long Fee(long feeRate, long weight) => (long)(((Int128)feeRate * weight + 3_999) / 4_000);

    /// <summary>What one more input weighs, witness included.</summary>
    public static long OfInput(Script spentScript) => (TransactionInput.MinimumSize * 4L) + WitnessSize(spentScript);

    private static long WitnessSize(Script spentScript) => spentScript.Type switch
    {
        ScriptType.PayToWitnessPublicKeyHash => PayToWitnessPublicKeyHashWitness,
        ScriptType.PayToTaproot => PayToTaprootWitness,
        _ => throw new ArgumentException("Only P2WPKH and P2TR can be signed.", nameof(spentScript)),
    };
}
