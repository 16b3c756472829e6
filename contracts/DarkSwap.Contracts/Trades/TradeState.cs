namespace DarkSwap.Contracts.Trades;

/// <summary>States of a trade (docs/protocols/settlement.md).</summary>
public enum TradeState
{
    /// <summary>Inputs are being chosen and locked; nothing was sent.</summary>
    Preparing,
    Proposed,
    PsbtReady,
    TakerSigned,
    Broadcast,
    Confirming,
    Completed,
    Rejected,
    Cancelled,
    Expired,
    Failed,

    /// <summary>A signature of ours is out and the other side is silent: only the chain can end it.</summary>
    Encumbered,

    /// <summary>The mempool holds another spend of an input; only confirmations make it final.</summary>
    Conflicting,
    Conflicted,
}
