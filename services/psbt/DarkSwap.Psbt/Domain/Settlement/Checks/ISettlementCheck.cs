using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>One of the checks before a signature leaves the node. Pure: all that it needs was gathered before.</summary>
public interface ISettlementCheck
{
    SettlementCheck Check { get; }

    /// <summary>Whether this can be judged at the stage and has to hold then.</summary>
    bool RunsAt(TradeCheckStage stage);

    /// <summary>Null when it passes.</summary>
    CheckFault? Run(SettlementCheckContext context);
}
