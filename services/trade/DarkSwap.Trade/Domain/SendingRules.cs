using DarkSwap.Contracts.Trades;

namespace DarkSwap.Trade.Domain;

/// <summary>What changes in the moment in which a batch goes into the outbox. Here, and nowhere else, signatures leave the node.</summary>
internal static class SendingRules
{
    public static TradeDecision Signed(TradeTransition transition, IReadOnlyList<byte[]> envelopes)
    {
        var trade = transition.Trade;
        var drafts = MessageDrafts.Of(trade);
        if (drafts.Count == 0 || drafts.Count != envelopes.Count)
        {
            return transition.Finish();
        }

        if (TradeView.IsDead(trade.Stage))
        {
            transition.Send(drafts, envelopes, trade.Notice!.Until);
            transition.Trade = transition.Trade with { Notice = null };
            return transition.Finish();
        }

        if (trade.Activity is TradeActivity.SendSignatures or TradeActivity.SendFinal && TradeView.StateOf(trade) == TradeState.Conflicting)
        {
            // An input is being spent elsewhere: the signature stays here, and the user decides again if that spend vanishes.
            transition.ReplaceRound(TradeView.CurrentRound(trade)! with { OwnPsbt = null, Transaction = null });
            transition.Work(TradeActivity.AwaitUser);
            return transition.Finish();
        }

        Send(transition, drafts, envelopes);
        return transition.Finish();
    }

    private static void Send(TradeTransition transition, IReadOnlyList<MessageDraft> drafts, IReadOnlyList<byte[]> envelopes)
    {
        var trade = transition.Trade;
        var round = TradeView.CurrentRound(trade);
        switch (trade.Activity)
        {
            case TradeActivity.SendProposal:
                transition.Send(drafts, envelopes, trade.AcceptBy);
                transition.Become(TradeState.Proposed, TradeActivity.AwaitPeer);
                break;
            case TradeActivity.SendAcceptance or TradeActivity.SendAgreement:
                transition.Watch(round!);
                transition.Send(drafts, envelopes, round!.SignBy);
                transition.Become(TradeState.PsbtReady, TradeActivity.AwaitPeer);
                break;
            case TradeActivity.SendSignatures:
                LetSignatureOut(transition, round!);
                transition.Send(drafts, envelopes, round!.AcceptUntil);
                transition.Become(TradeState.TakerSigned, TradeActivity.AwaitPeer);
                break;
            case TradeActivity.SendFinal:
                LetSignatureOut(transition, round!);
                transition.Broadcast(round!.Template!.TransactionId, round.Transaction!);
                transition.Send(drafts, envelopes, transition.Now + transition.Times.FinalDelivery);
                transition.Become(TradeState.Broadcast, TradeActivity.AwaitChain);
                break;
            case TradeActivity.SendUpdate:
                transition.Send(drafts, envelopes, round!.SignBy);
                transition.Work(TradeActivity.AwaitPeer);
                break;
            case TradeActivity.SendRoundRefusal:
                transition.Send(drafts, envelopes, transition.Now + transition.Times.Notice);
                transition.AbandonRound(trade.Notice!.Detail);
                break;
            case TradeActivity.None or TradeActivity.LookUpOrder or TradeActivity.SelectInputs or TradeActivity.PrepareTemplate or TradeActivity.CheckTerms
                or TradeActivity.VerifyPeerSignatures or TradeActivity.AwaitCoins or TradeActivity.AwaitOperator or TradeActivity.AwaitPeer
                or TradeActivity.AwaitUser or TradeActivity.AwaitChain:
                break;
        }
    }

    private static void LetSignatureOut(TradeTransition transition, TradeRound round)
    {
        transition.ReplaceRound(round with { IsOwnSignatureOut = true });
        transition.LockCoins(null);
        transition.Watch(round);
    }
}
