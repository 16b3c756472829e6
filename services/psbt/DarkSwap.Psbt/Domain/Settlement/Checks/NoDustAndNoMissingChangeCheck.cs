using DarkSwap.Bitcoin.Fees;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>11: no output is dust, and what is left over comes back to both sides.</summary>
public sealed class NoDustAndNoMissingChangeCheck : ISettlementCheck
{
    public SettlementCheck Check => SettlementCheck.NoDustAndNoMissingChange;

    public bool RunsAt(TradeCheckStage stage) => true;

    public CheckFault? Run(SettlementCheckContext context)
    {
        if (context.Transaction is not { } transaction || !context.TryGetAssetSideHoldings(out var holdings))
        {
            return new("What the asset inputs hold is not known now.", IsTransient: true);
        }

        var terms = context.Terms;
        if (transaction.Outputs.FirstOrDefault(output => output.ValueSatoshis < DustLimit.SatoshisOf(output.Script)) is { } dust)
        {
            return new($"An output of {dust.ValueSatoshis} satoshis is dust.");
        }

        var hasAssetChange = !holdings.IsExactly(terms.Rune, terms.Fill);
        if (hasAssetChange && (transaction.Outputs.Length < 4 || transaction.Outputs[2] != new TransactionOutput(SettlementLimits.PostageSatoshis, terms.AssetSide.ChangeScript)))
        {
            return new("The asset change of the side that gives the asset is missing.");
        }

        var overpaid = SettlementReview.FeeOf(terms, transaction) - SettlementReview.RequiredFee(terms, transaction);
        return overpaid > SettlementReview.LargestDroppedChange(terms, transaction) ? new($"Change of {overpaid} satoshis is missing.") : null;
    }
}
