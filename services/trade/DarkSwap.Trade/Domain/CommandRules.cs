using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.V1;

namespace DarkSwap.Trade.Domain;

/// <summary>What this node's operator and user may do, and when.</summary>
internal static class CommandRules
{
    public static TradeDecision Accept(TradeTransition transition)
    {
        var trade = transition.Trade;
        if (trade is not { Side: TradeSide.Maker, Stage: TradeState.Proposed, Activity: TradeActivity.AwaitOperator })
        {
            return Refuse(transition);
        }

        transition.Work(TradeActivity.SendAcceptance);
        return transition.Finish();
    }

    public static TradeDecision Decline(TradeTransition transition, string? reason)
    {
        if (transition.Trade is not { Side: TradeSide.Maker, Stage: TradeState.Proposed })
        {
            return Refuse(transition);
        }

        transition.Die(TradeState.Rejected, Text(reason, TradeReasons.Declined), PeerMessageKind.TradeReject, TradeRejectReason.Declined);
        return transition.Finish();
    }

    public static TradeDecision Cancel(TradeTransition transition, string? reason)
    {
        var trade = transition.Trade;
        var text = Text(reason, TradeReasons.Cancelled);
        switch (trade.Stage)
        {
            case TradeState.Proposed when trade.Side == TradeSide.Maker:
                return Decline(transition, reason);
            case TradeState.Preparing:
                transition.Die(TradeState.Cancelled, text);
                return transition.Finish();
            case TradeState.PsbtReady or TradeState.TakerSigned or TradeState.Broadcast when CanAbandon(trade):
                transition.AbandonRound(text);
                return transition.Finish();
            case TradeState.Proposed or TradeState.PsbtReady or TradeState.TakerSigned
                when !TradeView.IsSignatureOut(trade) && !TradeView.IsEnd(TradeView.StateOf(trade)):
                transition.Die(TradeState.Cancelled, text, PeerMessageKind.TradeCancel);
                return transition.Finish();
            case TradeState.Proposed or TradeState.PsbtReady or TradeState.TakerSigned or TradeState.Broadcast or TradeState.Confirming
                or TradeState.Completed or TradeState.Rejected or TradeState.Cancelled or TradeState.Expired or TradeState.Failed
                or TradeState.Encumbered or TradeState.Conflicting or TradeState.Conflicted:
                return Refuse(transition);
            default:
                throw new ArgumentOutOfRangeException(nameof(transition));
        }
    }

    public static TradeDecision SubmitSignatures(TradeTransition transition, byte[] psbt)
    {
        var trade = transition.Trade;
        var round = TradeView.CurrentRound(trade);
        if (round?.OwnPsbt is { } submitted && submitted.AsSpan().SequenceEqual(psbt))
        {
            return transition.Finish();
        }

        if (trade is not { Side: TradeSide.Taker, Activity: TradeActivity.AwaitUser } || TradeView.StateOf(trade) != TradeState.PsbtReady)
        {
            return Refuse(transition);
        }

        transition.ReplaceRound(round! with { OwnPsbt = psbt });
        transition.Work(TradeActivity.SendSignatures);
        return transition.Finish();
    }

    public static TradeDecision SubmitFinal(TradeTransition transition, TradeSignal.SubmitFinal signal)
    {
        var trade = transition.Trade;
        var round = TradeView.CurrentRound(trade);
        if (round?.OwnPsbt is { } submitted && submitted.AsSpan().SequenceEqual(signal.Psbt))
        {
            return transition.Finish();
        }

        if (trade is not { Side: TradeSide.Maker, Activity: TradeActivity.AwaitUser } || TradeView.StateOf(trade) != TradeState.TakerSigned)
        {
            return Refuse(transition);
        }

        if (!TransactionIdentifier.TryCompute(signal.Transaction, out var transactionId) || transactionId != round!.Template!.TransactionId)
        {
            return Refuse(transition, TradeError.TransactionMismatch);
        }

        transition.ReplaceRound(round with { OwnPsbt = signal.Psbt, Transaction = signal.Transaction });
        transition.Work(TradeActivity.SendFinal);
        return transition.Finish();
    }

    public static TradeDecision BumpFee(TradeTransition transition, long feeRate)
    {
        var trade = transition.Trade;
        if (trade.Side != TradeSide.Taker)
        {
            return Refuse(transition, TradeError.WrongSide);
        }

        if (trade.Stage != TradeState.Broadcast || TradeView.StateOf(trade) != TradeState.Broadcast)
        {
            return Refuse(transition);
        }

        // Messages alternate: as long as the other side owes an answer, there is nothing to say.
        if (TradeView.IsBumping(trade) || trade.Marks is not [.., { IsOwn: false }])
        {
            return Refuse(transition, TradeError.RoundInProgress);
        }

        if (trade.Rounds.Count >= transition.Times.MaximumRounds)
        {
            return Refuse(transition, TradeError.TooManyRounds);
        }

        if (feeRate <= trade.Rounds.Max(round => round.FeeRate) || feeRate > trade.Order!.MaximumFeeRate)
        {
            return Refuse(transition, TradeError.FeeRateRefused);
        }

        transition.AddRound(TradeMachine.NewRound(trade.Rounds.Count, feeRate, transition.Now + transition.Times.Signing, transition.Times));
        transition.Work(TradeActivity.PrepareTemplate);
        return transition.Finish();
    }

    public static TradeDecision SubmitReclaim(TradeTransition transition, TradeSignal.SubmitReclaim signal)
    {
        var trade = transition.Trade;
        if (trade.Reclaim?.TransactionId == signal.TransactionId)
        {
            return transition.Finish();
        }

        if (trade.Stage != TradeState.Encumbered
            || TradeView.StateOf(trade) is not (TradeState.Encumbered or TradeState.Conflicting or TradeState.Broadcast))
        {
            return Refuse(transition);
        }

        transition.Trade = trade with { Reclaim = new Reclaim(signal.TransactionId, signal.Transaction) };
        transition.Broadcast(signal.TransactionId, signal.Transaction);
        return transition.Finish();
    }

    /// <summary>A fee bump can be given up as long as this side has not signed it.</summary>
    private static bool CanAbandon(TradeAggregate trade) => TradeView.IsBumping(trade) && TradeView.CurrentRound(trade) is { IsOwnSignatureOut: false };

    private static string Text(string? reason, string otherwise) => string.IsNullOrWhiteSpace(reason) ? otherwise : TradeReasons.Bounded(reason.Trim());

    private static TradeDecision Refuse(TradeTransition transition, TradeError error = TradeError.WrongState) =>
        transition.Finish() is { Outcome: TradeOutcome.Applied } timedOut
            ? timedOut with { Outcome = TradeOutcome.Refused, Error = TradeError.Expired }
            : new TradeDecision { Trade = transition.Trade, Outcome = TradeOutcome.Refused, Error = error };
}
