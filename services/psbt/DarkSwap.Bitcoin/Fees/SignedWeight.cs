using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Fees;

/// <summary>The weight that a transaction will have when every input carries the largest witness that its script takes.</summary>
public static class SignedWeight
{
    /// <summary>Count, signature of 72 bytes with its type, and key, each with its length.</summary>
    public const int PayToWitnessPublicKeyHashWitnessSize = 108;

    /// <summary>Count and a signature of 64 bytes with its length.</summary>
    public const int PayToTaprootWitnessSize = 66;

    private const int MarkerAndFlagSize = 2;
    private const int NestedScriptSignatureSize = 23;
    private const int WeightPerBaseByte = 4;

    /// <summary>Null when one of the scripts isn't P2WPKH, P2TR (key path) or P2SH (taken for a nested P2WPKH).</summary>
    /// <param name="transaction">Unsigned.</param>
    /// <param name="spentScripts">In the order of the inputs.</param>
    public static int? Of(Transaction transaction, IEnumerable<Script> spentScripts)
    {
        var weight = (transaction.BaseSize * WeightPerBaseByte) + MarkerAndFlagSize;
        foreach (var script in spentScripts)
        {
            switch (script.Type)
            {
                case ScriptType.PayToWitnessPublicKeyHash:
                    weight += PayToWitnessPublicKeyHashWitnessSize;
                    break;
                case ScriptType.PayToTaproot:
                    weight += PayToTaprootWitnessSize;
                    break;
                case ScriptType.PayToScriptHash:
                    weight += PayToWitnessPublicKeyHashWitnessSize + (NestedScriptSignatureSize * WeightPerBaseByte);
                    break;
                default:
                    return null;
            }
        }

        return weight;
    }
}
