using System.Collections.Immutable;
using DarkSwap.Bitcoin.Fees;
using DarkSwap.Bitcoin.Signatures;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>Everything that must hold before a PSBT is signed, merged or broadcast, and that nodes' own PSBT calls don't look at.</summary>
public static class PsbtChecks
{
    /// <summary>Null when every claim and every signature in the PSBT holds, or the first thing wrong. Inputs without a signature are fine.</summary>
    public static PsbtError? Check(Psbt psbt, PsbtCheckOptions options) =>
        CheckTransaction(psbt.UnsignedTransaction, options)
        ?? PsbtSpentOutputs.Resolve(psbt, options, out var spentOutputs)
        ?? CheckAmounts(psbt.UnsignedTransaction, spentOutputs, options)
        ?? CheckInputs(psbt, spentOutputs, options);

    /// <summary>As <see cref="Check"/>, but only what the signatures rest on: no fees, no dust.</summary>
    public static PsbtError? CheckSignatures(Psbt psbt, PsbtCheckOptions options) =>
        PsbtSpentOutputs.Resolve(psbt, options, out var spentOutputs) ?? CheckInputs(psbt, spentOutputs, options);

    private static PsbtError? CheckTransaction(Transaction transaction, PsbtCheckOptions options)
    {
        if (transaction.Inputs.IsEmpty || transaction.Outputs.IsEmpty)
        {
            return new(transaction.Inputs.IsEmpty ? PsbtErrorReason.NoInputs : PsbtErrorReason.NoOutputs);
        }

        var seen = new HashSet<OutPoint>(transaction.Inputs.Length);
        for (var index = 0; index < transaction.Inputs.Length; index++)
        {
            var outPoint = transaction.Inputs[index].PreviousOutput;
            if (outPoint == OutPoint.Coinbase || !seen.Add(outPoint))
            {
                return PsbtError.AtInput(index, outPoint == OutPoint.Coinbase ? PsbtErrorReason.CoinbaseInput : PsbtErrorReason.RepeatedOutPoint);
            }
        }

        for (var index = 0; index < transaction.Outputs.Length; index++)
        {
            var output = transaction.Outputs[index];
            if (!Money.IsInRange(output.ValueSatoshis) || (options.RefusesDust && DustLimit.IsDust(output)))
            {
                return PsbtError.AtOutput(index, Money.IsInRange(output.ValueSatoshis) ? PsbtErrorReason.DustOutput : PsbtErrorReason.AmountOutOfRange);
            }
        }

        return null;
    }

    private static PsbtError? CheckAmounts(Transaction transaction, ImmutableArray<TransactionOutput> spentOutputs, PsbtCheckOptions options)
    {
        if (!Money.TrySum(spentOutputs, out var inputSatoshis) || !Money.TrySum(transaction.Outputs, out var outputSatoshis))
        {
            return new(PsbtErrorReason.AmountOutOfRange);
        }

        var feeSatoshis = inputSatoshis - outputSatoshis;
        if (feeSatoshis < 0)
        {
            return new(PsbtErrorReason.OutputsExceedInputs);
        }

        if (feeSatoshis > options.MaximumFeeSatoshis)
        {
            return new(PsbtErrorReason.FeeAboveCap);
        }

        // Where the signed weight cannot be told, the unsigned one makes the rate look higher than it is: a cap errs to the safe side.
        var weight = SignedWeight.Of(transaction, spentOutputs.Select(output => output.Script)) ?? transaction.Weight;
        return TransactionFee.RateFor(feeSatoshis, weight) > options.MaximumFeeRateSatoshisPerKilovirtualbyte ? new(PsbtErrorReason.FeeRateAboveCap) : null;
    }

    private static PsbtError? CheckInputs(Psbt psbt, ImmutableArray<TransactionOutput> spentOutputs, PsbtCheckOptions options)
    {
        var hasher = new SignatureHasher(psbt.UnsignedTransaction, spentOutputs);
        foreach (var input in psbt.Inputs)
        {
            var reason = PsbtSpend.Resolve(input, spentOutputs[input.Index], out var spend)
                ?? PsbtTaprootChecks.Check(spend)
                ?? PsbtSignatureChecks.Check(spend, hasher, options);
            if (reason is { } found)
            {
                return PsbtError.AtInput(input.Index, found);
            }
        }

        return null;
    }
}
