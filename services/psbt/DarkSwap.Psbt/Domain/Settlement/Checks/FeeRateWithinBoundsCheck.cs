using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>10: the fee rate is within our bounds, and the transaction pays just that.</summary>
public sealed class FeeRateWithinBoundsCheck : ISettlementCheck
{
    public SettlementCheck Check => SettlementCheck.FeeRateWithinBounds;

    public bool RunsAt(TradeCheckStage stage) => true;

    public CheckFault? Run(SettlementCheckContext context)
    {
        var terms = context.Terms;
        if (terms.FeeRate < context.MinimumFeeRate || terms.FeeRate > context.MaximumFeeRate)
        {
            return new($"A fee rate of {terms.FeeRate} is outside {context.MinimumFeeRate} to {context.MaximumFeeRate} satoshis per 1,000 virtual bytes.");
        }

        if (context.Transaction is not { } transaction)
        {
            return new("What the inputs hold is not known now, so the template cannot be rebuilt.", IsTransient: true);
        }

        var fee = SettlementReview.FeeOf(terms, transaction);
        var required = SettlementReview.RequiredFee(terms, transaction);
        return fee < required || fee > required + SettlementReview.LargestDroppedChange(terms, transaction)
            ? new($"The transaction pays a fee of {fee} satoshis where {required} were agreed.")
            : null;
    }
}
