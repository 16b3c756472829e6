using DarkSwap.Contracts.Trades;

namespace DarkSwap.Orderbook.Domain;

public static class FillPhases
{
    /// <summary>The phase after a change of the trade's state. A reorganisation takes a settled fill back to applied; a new round of a fee bump leaves it applied.</summary>
    public static FillPhase After(FillPhase phase, TradeState state) => state switch
    {
        TradeState.Broadcast or TradeState.Confirming => FillPhase.Applied,
        TradeState.Completed => FillPhase.Settled,
        TradeState.Preparing or TradeState.Proposed or TradeState.PsbtReady or TradeState.TakerSigned or TradeState.Encumbered => phase,
        TradeState.Conflicting => phase == FillPhase.None ? FillPhase.None : FillPhase.Applied,
        TradeState.Rejected or TradeState.Cancelled or TradeState.Expired or TradeState.Failed or TradeState.Conflicted => FillPhase.None,
    };
}
