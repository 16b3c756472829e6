using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>8: every source of assets is level with the node, and none that the network demands is missing.</summary>
public sealed class AssetSourcesAreLevelCheck : ISettlementCheck
{
    public SettlementCheck Check => SettlementCheck.AssetSourcesAreLevel;

    public bool RunsAt(TradeCheckStage stage) => stage is TradeCheckStage.BeforeAcceptance or TradeCheckStage.BeforeSigning;

    public CheckFault? Run(SettlementCheckContext context)
    {
        if (context.AssetSources.IsMissing)
        {
            return new("AssetSourceMissing: there is no source of inscriptions or alkanes, without which coins cannot be told from plain bitcoin.");
        }

        return context.AssetSources.BehindDetail is { } detail ? new(detail, IsTransient: true) : null;
    }
}
