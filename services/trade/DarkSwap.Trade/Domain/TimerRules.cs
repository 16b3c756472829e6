using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.V1;

namespace DarkSwap.Trade.Domain;

/// <summary>What time alone does to a trade. It ends one only as long as no signature of ours has left.</summary>
internal static class TimerRules
{
    public static void Apply(TradeTransition transition)
    {
        if (TradeView.DeadlineOf(transition.Trade, transition.Times) is { } deadline && deadline <= transition.Now)
        {
            TimeOut(transition);
        }

        if (transition.Trade.Notice is { } notice && TradeView.IsDead(transition.Trade.Stage) && notice.Until <= transition.Now)
        {
            transition.Trade = transition.Trade with { Notice = null };
        }

        if (transition.Trade.RebroadcastAt is { } time && time <= transition.Now)
        {
            Rebroadcast(transition);
        }
    }

    private static void TimeOut(TradeTransition transition)
    {
        var trade = transition.Trade;
        switch (trade.Stage)
        {
            case TradeState.Preparing:
                transition.Die(TradeState.Expired, TradeReasons.PreparationTimedOut);
                break;
            case TradeState.Proposed when trade.Side == TradeSide.Maker:
                transition.Die(TradeState.Expired, TradeReasons.AcceptanceTimedOut, PeerMessageKind.TradeReject, TradeRejectReason.Expired);
                break;
            case TradeState.Proposed:
                transition.Die(TradeState.Expired, TradeReasons.AcceptanceTimedOut, PeerMessageKind.TradeCancel);
                break;
            case TradeState.PsbtReady or TradeState.TakerSigned or TradeState.Broadcast when TradeView.IsBumping(trade):
                transition.AbandonRound(TradeReasons.RoundTimedOut);
                break;
            case TradeState.PsbtReady or TradeState.TakerSigned when TradeView.IsSignatureOut(trade):
                transition.Become(TradeState.Encumbered, TradeActivity.AwaitChain);
                transition.Trade = transition.Trade with { Reason = TradeReasons.CounterpartySilent };
                break;
            case TradeState.PsbtReady or TradeState.TakerSigned:
                transition.Die(TradeState.Expired, TradeReasons.SignatureTimedOut, PeerMessageKind.TradeCancel);
                break;
            case TradeState.Broadcast or TradeState.Encumbered or TradeState.Confirming or TradeState.Completed or TradeState.Conflicting
                or TradeState.Conflicted or TradeState.Rejected or TradeState.Cancelled or TradeState.Expired or TradeState.Failed:
                break;
        }
    }

    private static void Rebroadcast(TradeTransition transition)
    {
        var trade = transition.Trade;
        if (trade.Reclaim is { } reclaim)
        {
            transition.Broadcast(reclaim.TransactionId, reclaim.Transaction);
        }
        else if (trade.Rounds.LastOrDefault(TradeView.IsFinal) is { } round)
        {
            transition.Broadcast(round.Template!.TransactionId, round.Transaction!);
        }
        else
        {
            transition.Trade = trade with { RebroadcastAt = null };
        }
    }
}
