using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>Finds what each input spends, and refuses claims that contradict the previous transactions or the chain.</summary>
public static class PsbtSpentOutputs
{
    /// <summary>Null and all spent outputs in the order of the inputs, or the first thing wrong.</summary>
    public static PsbtError? Resolve(Psbt psbt, PsbtCheckOptions options, out ImmutableArray<TransactionOutput> spentOutputs)
    {
        spentOutputs = default;
        var resolved = new TransactionOutput[psbt.UnsignedTransaction.Inputs.Length];
        foreach (var input in psbt.Inputs)
        {
            if ((Resolve(input, options, out resolved[input.Index]) ?? CompareWithChain(input.PreviousOutput, resolved[input.Index], options)) is { } reason)
            {
                return PsbtError.AtInput(input.Index, reason);
            }
        }

        spentOutputs = ImmutableCollectionsMarshal.AsImmutableArray(resolved);
        return null;
    }

    private static PsbtErrorReason? Resolve(PsbtInput input, PsbtCheckOptions options, out TransactionOutput spentOutput)
    {
        var claimed = input.SpentOutput;
        spentOutput = claimed!;
        if (input.PreviousTransaction is not { } previous)
        {
            return claimed is null ? PsbtErrorReason.MissingSpentOutput
                : NeedsPreviousTransaction(input, claimed.Script, options) ? PsbtErrorReason.MissingPreviousTransaction
                : null;
        }

        if (previous.Id != input.PreviousOutput.TransactionId || input.PreviousOutput.Index >= (uint)previous.Outputs.Length)
        {
            return PsbtErrorReason.PreviousTransactionMismatch;
        }

        spentOutput = previous.Outputs[(int)input.PreviousOutput.Index];
        return claimed is null || claimed == spentOutput ? null : PsbtErrorReason.SpentOutputMismatch;
    }

    /// <summary>Taproot signatures commit to all amounts and scripts, those of segwit version 0 to their own amount, older ones to none.</summary>
    private static bool NeedsPreviousTransaction(PsbtInput input, Script script, PsbtCheckOptions options) => script.Type switch
    {
        ScriptType.PayToTaproot => false,
        ScriptType.PayToWitnessPublicKeyHash or ScriptType.PayToWitnessScriptHash => options.RequiresPreviousTransactions,
        ScriptType.PayToScriptHash when input.RedeemScript is { IsWitnessProgram: true } => options.RequiresPreviousTransactions,
        ScriptType.PayToScriptHash or ScriptType.PayToPublicKeyHash or ScriptType.NonStandard or ScriptType.FutureWitnessProgram or ScriptType.NullData => true,
    };

    private static PsbtErrorReason? CompareWithChain(OutPoint outPoint, TransactionOutput claimed, PsbtCheckOptions options)
    {
        if (options.ChainCoins is not { } coins)
        {
            return null;
        }

        return !coins.TryGetValue(outPoint, out var coin) ? PsbtErrorReason.SpentOrUnknownOutPoint
            : coin.ValueSatoshis != claimed.ValueSatoshis ? PsbtErrorReason.AmountDiffersFromChain
            : coin.Script != claimed.Script ? PsbtErrorReason.ScriptDiffersFromChain
            : null;
    }
}
