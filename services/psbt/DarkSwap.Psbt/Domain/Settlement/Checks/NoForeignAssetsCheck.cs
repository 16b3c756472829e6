using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>7: no inscription or alkane on the asset side, no asset at all on the bitcoin side: they would flow to the wrong owner or be stranded.</summary>
public sealed class NoForeignAssetsCheck : ISettlementCheck
{
    public SettlementCheck Check => SettlementCheck.NoForeignAssets;

    public bool RunsAt(TradeCheckStage stage) => stage is TradeCheckStage.BeforeAcceptance or TradeCheckStage.BeforeSigning;

    public CheckFault? Run(SettlementCheckContext context)
    {
        var isUnknown = false;
        foreach (var input in context.Terms.Inputs)
        {
            var facts = context.FactsOf(input.OutPoint);
            if (facts.Inscriptions == AssetPresence.Holds || facts.Alkanes == AssetPresence.Holds)
            {
                return new($"{input.OutPoint} carries an inscription or an alkane.");
            }

            isUnknown |= facts.Inscriptions == AssetPresence.Unknown || facts.Alkanes == AssetPresence.Unknown;
        }

        foreach (var input in context.Terms.BitcoinSide.Inputs)
        {
            var runes = context.FactsOf(input.OutPoint).Runes;
            if (runes is { IsEmpty: false })
            {
                return new($"{input.OutPoint}, given as bitcoin, carries runes.");
            }

            isUnknown |= runes is null;
        }

        return isUnknown ? new("Whether an input carries other assets is not known now.", IsTransient: true) : null;
    }
}
