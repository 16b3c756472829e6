using System.Collections.Immutable;
using DarkSwap.Bitcoin.Psbts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Primitives;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>A PSBT that claims to be of certain inputs. What it says about them is compared with what is known; its signatures are verified against what is known.</summary>
public sealed class TradePsbt
{
    private readonly Bitcoin.Psbts.Psbt claimed;

    private TradePsbt(Bitcoin.Psbts.Psbt claimed, Bitcoin.Psbts.Psbt? known, string? signatureFault)
    {
        this.claimed = claimed;
        SignatureFault = signatureFault;
        SignedInputs = signatureFault is null ? [.. claimed.Inputs.Where(input => input.HasSignature).Select(input => input.Index)] : [];
        FinalTransaction = known is not null && SignedInputs.Count == claimed.Inputs.Length ? Finalize(known) : null;
    }

    public Transaction UnsignedTransaction => claimed.UnsignedTransaction;

    /// <summary>Indexes of the inputs that carry valid signatures; empty if any signature is wrong.</summary>
    public IReadOnlyList<int> SignedInputs { get; }

    /// <summary>A sentence about the first wrong signature or signature hash type; null if there is none.</summary>
    public string? SignatureFault { get; }

    /// <summary>Null unless every input is signed.</summary>
    public Transaction? FinalTransaction { get; }

    /// <summary>Makes the unsigned PSBT with what both wallets need to sign.</summary>
    public static Bitcoin.Psbts.Psbt Create(Transaction unsigned, IEnumerable<SettlementInput> inputs)
    {
        var builder = new PsbtBuilder(unsigned);
        AddKnown(builder, unsigned, inputs.ToDictionary(input => input.OutPoint));
        return builder.Build();
    }

    /// <param name="bytes">At most <see cref="Bitcoin.Psbts.Psbt.MaximumSize"/> of them.</param>
    /// <param name="inputs">All inputs that the transaction may spend.</param>
    public static Result<TradePsbt, SettlementRefusal> Read(ReadOnlySpan<byte> bytes, IEnumerable<SettlementInput> inputs)
    {
        if (!Bitcoin.Psbts.Psbt.TryParse(bytes, out var psbt, out var error))
        {
            return new SettlementRefusal(SettlementRefusalReason.InvalidPsbt, $"The PSBT cannot be read: {error}.");
        }

        return Money.TrySum(psbt.UnsignedTransaction.Outputs, out _) && !psbt.UnsignedTransaction.Outputs.IsEmpty
            ? Judge(psbt, inputs.ToDictionary(input => input.OutPoint))
            : new SettlementRefusal(SettlementRefusalReason.InvalidPsbt, "The PSBT's outputs make no sense.");
    }

    /// <summary>Adds the signatures of another PSBT of the same transaction.</summary>
    public Result<TradePsbt, SettlementRefusal> CombineWith(TradePsbt other, IEnumerable<SettlementInput> inputs)
    {
        var combined = claimed.CombineWith(other.claimed);
        return combined.IsSuccess
            ? Judge(combined.Value, inputs.ToDictionary(input => input.OutPoint))
            : new SettlementRefusal(SettlementRefusalReason.TemplateMismatch, $"The PSBTs cannot be combined: {combined.Error}.");
    }

    /// <summary>Index of the first input about whose amount or script the PSBT lies.</summary>
    public int? FindWrongSpentOutput(ImmutableArray<TransactionOutput> spentOutputs)
    {
        foreach (var input in claimed.Inputs)
        {
            var spent = spentOutputs[input.Index];
            var isWrong = (input.SpentOutput is { } output && output != spent) || (input.PreviousTransaction is { } previous && !Makes(previous, input.PreviousOutput, spent));
            if (isWrong)
            {
                return input.Index;
            }
        }

        return null;
    }

    public byte[] ToArray() => claimed.ToArray();

    private static bool Makes(Transaction previous, OutPoint outPoint, TransactionOutput spent) =>
        previous.Id == outPoint.TransactionId && outPoint.Index < previous.Outputs.Length && previous.Outputs[(int)outPoint.Index] == spent;

    private static TradePsbt Judge(Bitcoin.Psbts.Psbt psbt, Dictionary<OutPoint, SettlementInput> inputs)
    {
        foreach (var input in psbt.UnsignedTransaction.Inputs)
        {
            if (!inputs.ContainsKey(input.PreviousOutput))
            {
                return new(psbt, null, $"{input.PreviousOutput} is not an input of these terms.");
            }
        }

        // What is known comes first, so that no claim of the PSBT can take its place.
        var builder = new PsbtBuilder(psbt.UnsignedTransaction);
        AddKnown(builder, psbt.UnsignedTransaction, inputs);
        var combined = builder.Build().CombineWith(psbt);
        if (!combined.IsSuccess)
        {
            return new(psbt, null, $"The PSBT is refused: {combined.Error}.");
        }

        return PsbtChecks.CheckSignatures(combined.Value, PsbtCheckOptions.Default) is { } error
            ? new(psbt, null, $"A signature is not valid: {error}.")
            : new(psbt, combined.Value, null);
    }

    private static void AddKnown(PsbtBuilder builder, Transaction unsigned, Dictionary<OutPoint, SettlementInput> inputs)
    {
        for (var index = 0; index < unsigned.Inputs.Length; index++)
        {
            var input = inputs[unsigned.Inputs[index].PreviousOutput];
            builder.Inputs[index].SetSpentOutput(input.SpentOutput);
            if (input.PreviousTransaction is { } bytes && Transaction.TryRead(bytes.Span, out var previous))
            {
                builder.Inputs[index].SetPreviousTransaction(previous);
            }
        }
    }

    private static Transaction? Finalize(Bitcoin.Psbts.Psbt psbt)
    {
        var completed = PsbtFinalizer.Complete(psbt, PsbtCheckOptions.Default);
        return completed.IsSuccess && PsbtExtractor.Extract(completed.Value) is { IsSuccess: true, Value: { } transaction } ? transaction : null;
    }
}
