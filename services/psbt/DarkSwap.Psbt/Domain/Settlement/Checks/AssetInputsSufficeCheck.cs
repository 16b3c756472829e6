using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>6: the asset inputs hold at least the fill; an edict over more than there is would silently shrink.</summary>
public sealed class AssetInputsSufficeCheck : ISettlementCheck
{
    public SettlementCheck Check => SettlementCheck.AssetInputsSuffice;

    public bool RunsAt(TradeCheckStage stage) => stage is TradeCheckStage.BeforeAcceptance or TradeCheckStage.BeforeSigning;

    public CheckFault? Run(SettlementCheckContext context)
    {
        if (!context.TryGetAssetSideHoldings(out var holdings))
        {
            return new("What the asset inputs hold is not known now.", IsTransient: true);
        }

        var held = holdings[context.Terms.Rune];
        return held < context.Terms.Fill ? new($"The asset inputs hold {held}, less than {context.Terms.Fill}.") : null;
    }
}
