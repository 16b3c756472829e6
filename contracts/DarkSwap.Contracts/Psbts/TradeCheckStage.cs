namespace DarkSwap.Contracts.Psbts;

/// <summary>When the fifteen checks run. Each stage runs those that can be judged by then.</summary>
public enum TradeCheckStage
{
    /// <summary>The maker looks at a proposal: all that can be known without a signature.</summary>
    BeforeAcceptance,

    /// <summary>A side is about to let its signature leave the node.</summary>
    BeforeSigning,

    /// <summary>Both sides' signatures are merged.</summary>
    AfterMerging,
}
