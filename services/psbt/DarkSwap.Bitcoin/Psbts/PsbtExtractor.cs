using System.Collections.Immutable;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Primitives;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>Takes the signed transaction out of a finalized PSBT (the extractor's role).</summary>
public static class PsbtExtractor
{
    public static Result<Transaction, PsbtError> Extract(Psbt psbt)
    {
        var inputs = ImmutableArray.CreateBuilder<TransactionInput>(psbt.Inputs.Length);
        foreach (var input in psbt.Inputs)
        {
            if (!input.IsFinalized)
            {
                return PsbtError.AtInput(input.Index, PsbtErrorReason.NotFinalized);
            }

            inputs.Add(psbt.UnsignedTransaction.Inputs[input.Index] with
            {
                ScriptSignature = input.FinalScriptSignature ?? Script.Empty,
                Witness = input.FinalWitness ?? Witness.Empty,
            });
        }

        return psbt.UnsignedTransaction.WithInputs(inputs.MoveToImmutable());
    }
}
