using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>1: the transaction, and the amounts and scripts that the PSBT claims for its inputs, are those of our own rebuild.</summary>
public sealed class TemplateMatchesCheck : ISettlementCheck
{
    public SettlementCheck Check => SettlementCheck.TemplateMatches;

    public bool RunsAt(TradeCheckStage stage) => true;

    public CheckFault? Run(SettlementCheckContext context)
    {
        if (context.Template is not { } rebuilt)
        {
            return new("What the inputs hold is not known now, so the template cannot be rebuilt.", IsTransient: true);
        }

        if (!rebuilt.IsSuccess)
        {
            return new(rebuilt.Error.Detail, rebuilt.Error.IsTransient);
        }

        if (context.Psbt is not { } psbt)
        {
            return null;
        }

        if (!psbt.UnsignedTransaction.ToArray().AsSpan().SequenceEqual(rebuilt.Value.Transaction.ToArray()))
        {
            return new("The transaction is not the one that these terms make.");
        }

        return psbt.FindWrongSpentOutput(rebuilt.Value.SpentOutputs) is { } input ? new($"The PSBT lies about what input {input} spends.") : null;
    }
}
