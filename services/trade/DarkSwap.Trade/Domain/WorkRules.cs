using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.V1;

namespace DarkSwap.Trade.Domain;

/// <summary>What the results of a trade's work lead to. A result of another activity than the present one is of yesterday and changes nothing.</summary>
internal static class WorkRules
{
    public static TradeDecision InputsSelected(TradeTransition transition, TradeParty party)
    {
        if (transition.Trade.Activity != TradeActivity.SelectInputs)
        {
            return transition.Finish();
        }

        transition.Trade = transition.Trade with { OwnParty = party };
        if (transition.Trade.Side == TradeSide.Taker)
        {
            LockCoins(transition);
        }
        else
        {
            transition.AddRound(TradeMachine.NewRound(0, transition.Trade.FeeRate, transition.Trade.SignBy, transition.Times));
            transition.Work(TradeActivity.PrepareTemplate);
        }

        return transition.Finish();
    }

    public static TradeDecision TemplateBuilt(TradeTransition transition, TemplatePrepared template)
    {
        if (transition.Trade.Activity != TradeActivity.PrepareTemplate || TradeView.CurrentRound(transition.Trade) is not { } round)
        {
            return transition.Finish();
        }

        if (!IsSame(round, template))
        {
            return Failed(transition, TradeReasons.TemplateMismatch);
        }

        transition.ReplaceRound(round with { Template = template, PeerTemplate = null });
        transition.Work(TradeActivity.CheckTerms);
        return transition.Finish();
    }

    public static TradeDecision TermsChecked(TradeTransition transition, RoundMeaning meaning)
    {
        var trade = transition.Trade;
        if (trade.Activity != TradeActivity.CheckTerms || TradeView.CurrentRound(trade) is not { } round)
        {
            return transition.Finish();
        }

        round = round with { Meaning = meaning };
        transition.ReplaceRound(round);
        if (trade.Side == TradeSide.Maker)
        {
            if (round.Number == 0)
            {
                LockCoins(transition);
            }
            else
            {
                transition.Work(TradeActivity.SendAgreement);
            }
        }
        else if (round.Number == 0)
        {
            transition.Become(TradeState.PsbtReady, TradeActivity.AwaitUser);
            transition.Watch(round);
        }
        else
        {
            transition.Work(TradeActivity.SendUpdate);
        }

        return transition.Finish();
    }

    public static TradeDecision CoinsLocked(TradeTransition transition)
    {
        var trade = transition.Trade;
        if (trade.Activity == TradeActivity.AwaitCoins)
        {
            transition.Work(trade.Side == TradeSide.Taker ? TradeActivity.SendProposal
                : trade.Settlement!.Acceptance == SettlementAcceptance.Manual ? TradeActivity.AwaitOperator
                : TradeActivity.SendAcceptance);
        }

        return transition.Finish();
    }

    public static TradeDecision CoinLockRefused(TradeTransition transition)
    {
        var trade = transition.Trade;
        if (trade.Activity == TradeActivity.AwaitCoins)
        {
            if (trade.Side == TradeSide.Taker)
            {
                transition.Die(TradeState.Failed, TradeReasons.CoinLocked);
            }
            else
            {
                transition.Die(TradeState.Rejected, TradeReasons.Busy, PeerMessageKind.TradeReject, TradeRejectReason.Busy);
            }
        }

        return transition.Finish();
    }

    public static TradeDecision PeerSignaturesVerified(TradeTransition transition)
    {
        if (transition.Trade.Activity == TradeActivity.VerifyPeerSignatures && TradeView.CurrentRound(transition.Trade) is { } round)
        {
            transition.ReplaceRound(round with { IsPeerPsbtVerified = true });
            transition.Work(TradeActivity.AwaitUser);
        }

        return transition.Finish();
    }

    public static TradeDecision Failed(TradeTransition transition, string reason)
    {
        var trade = transition.Trade;
        reason = TradeReasons.Bounded(reason);
        if (TradeView.IsDead(trade.Stage))
        {
            // Only a notice is left to be sent; if it cannot be signed, the other side's timers do without it.
            transition.Trade = trade.Notice is null ? trade : trade with { Notice = null };
            return transition.Finish();
        }

        if (!TradeView.IsWork(trade.Activity))
        {
            return transition.Finish();
        }

        if (TradeView.IsBumping(trade))
        {
            FailRound(transition, reason);
        }
        else if (!TradeView.IsSignatureOut(trade))
        {
            Fail(transition, reason);
        }

        return transition.Finish();
    }

    private static void Fail(TradeTransition transition, string reason)
    {
        switch (transition.Trade.Stage, transition.Trade.Side)
        {
            case (TradeState.Preparing, _):
                transition.Die(TradeState.Failed, reason);
                break;
            case (TradeState.Proposed, TradeSide.Maker):
                transition.Die(TradeState.Rejected, reason, PeerMessageKind.TradeReject, TradeRejectReason.CheckFailed);
                break;
            default:
                transition.Die(TradeState.Failed, reason, PeerMessageKind.TradeCancel);
                break;
        }
    }

    private static void FailRound(TradeTransition transition, string reason)
    {
        var trade = transition.Trade;
        var owesAnswer = trade is { Side: TradeSide.Maker, Stage: TradeState.Broadcast } && trade.Activity != TradeActivity.SendRoundRefusal;
        if (owesAnswer)
        {
            RefuseRound(transition, TradeRejectReason.CheckFailed, reason);
        }
        else
        {
            transition.AbandonRound(reason);
        }
    }

    internal static void RefuseRound(TradeTransition transition, TradeRejectReason rejection, string reason)
    {
        transition.Trade = transition.Trade with { Notice = new TradeNotice(PeerMessageKind.TradeReject, rejection, reason, transition.Now + transition.Times.Notice) };
        transition.Work(TradeActivity.SendRoundRefusal);
    }

    private static void LockCoins(TradeTransition transition)
    {
        transition.LockCoins(transition.Trade.SignBy + transition.Times.Signing + (4 * transition.Times.Transit));
        transition.Work(TradeActivity.AwaitCoins);
    }

    private static bool IsSame(TradeRound round, TemplatePrepared template) =>
        (round.PeerTemplate is null || round.PeerTemplate.AsSpan().SequenceEqual(template.Psbt))
        && (round.PeerTemplateHash is null || round.PeerTemplateHash.AsSpan().SequenceEqual(template.TemplateHash))
        && (round.PeerTransactionId is null || round.PeerTransactionId == template.TransactionId);
}
