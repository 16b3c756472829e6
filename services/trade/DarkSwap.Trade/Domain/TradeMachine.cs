using System.Diagnostics;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.Trades;

namespace DarkSwap.Trade.Domain;

/// <summary>
/// The trade's state machine (settlement): pure, told the time, without I/O. Each decision is committed as a whole, the trade with its messages and its transcript,
/// so that a restart after any of them goes on from there.
/// </summary>
public static class TradeMachine
{
    /// <summary>Begins a trade as its taker.</summary>
    public static TradeDecision Start(NewTrade request, TradeTimes times, DateTimeOffset now)
    {
        var trade = new TradeAggregate
        {
            TradeId = request.TradeId,
            OrderId = request.Order.OrderId,
            Network = request.Order.Network,
            Side = TradeSide.Taker,
            Counterparty = request.Order.Agent,
            Fill = request.Fill,
            QuoteSatoshis = request.QuoteSatoshis,
            FeeRate = request.FeeRate,
            UpdateSequence = request.Order.UpdateSequence,
            UpdateHash = request.Order.UpdateHash,
            TakerKey = request.TakerKey,
            Nonce = request.Nonce,
            ConfirmationsWanted = request.ConfirmationsWanted,
            MakerCoinConfirmations = request.MakerCoinConfirmations,
            TakerCoinConfirmations = request.TakerCoinConfirmations,
            CreatedAt = now,
            UpdatedAt = now,
            AcceptBy = now + request.AcceptWithin,
            SignBy = now + request.AcceptWithin + times.Signing,
            Order = request.Order,
            Settlement = request.Settlement,
            Stage = TradeState.Preparing,
            Activity = TradeActivity.None,
            TranscriptHash = TradeMessages.FirstHash(),
            Version = 0,
        };
        var transition = new TradeTransition(trade, times, now);
        transition.Work(TradeActivity.SelectInputs);
        return transition.Finish();
    }

    /// <summary>Begins a trade as its maker, from the taker's proposal.</summary>
    /// <param name="isBusy">Another live trade has the order, the taker or a coin.</param>
    /// <param name="confirmationsWanted">Confirmations that end it for this side.</param>
    /// <param name="takerCoinConfirmations">Least confirmations wanted for the taker's coins.</param>
    /// <returns>Null when the message is no proposal that could begin a trade.</returns>
    public static TradeDecision? Receive(
        TradeSignal.PeerMessage signal, Guid tradeId, string network, int confirmationsWanted, int takerCoinConfirmations, bool isBusy, TradeTimes times, DateTimeOffset now) =>
        ProposalRules.Receive(signal, tradeId, network, confirmationsWanted, takerCoinConfirmations, isBusy, times, now);

    /// <summary>Applies one signal at a time. Timers that are due are applied first, so that nothing late counts.</summary>
    public static TradeDecision Apply(TradeAggregate trade, TradeSignal signal, TradeTimes times, DateTimeOffset now)
    {
        var transition = new TradeTransition(trade, times, now);
        TimerRules.Apply(transition);
        return signal switch
        {
            TradeSignal.Tick => transition.Finish(),
            TradeSignal.Accept => CommandRules.Accept(transition),
            TradeSignal.Decline decline => CommandRules.Decline(transition, decline.Reason),
            TradeSignal.Cancel cancel => CommandRules.Cancel(transition, cancel.Reason),
            TradeSignal.SubmitSignatures submit => CommandRules.SubmitSignatures(transition, submit.Psbt),
            TradeSignal.SubmitFinal submit => CommandRules.SubmitFinal(transition, submit),
            TradeSignal.BumpFee bump => CommandRules.BumpFee(transition, bump.FeeRate),
            TradeSignal.SubmitReclaim submit => CommandRules.SubmitReclaim(transition, submit),
            TradeSignal.PeerMessage message => PeerRules.Receive(transition, message),
            TradeSignal.CoinsLocked => WorkRules.CoinsLocked(transition),
            TradeSignal.CoinLockRefused => WorkRules.CoinLockRefused(transition),
            TradeSignal.TransactionObserved observed => ChainRules.Observe(transition, observed),
            TradeSignal.InputSpent spent => ChainRules.Spend(transition, spent),
            TradeSignal.BroadcastRefused refused => ChainRules.RefuseBroadcast(transition, refused),
            TradeSignal.OrderFound found => ProposalRules.LookUp(transition, found),
            TradeSignal.InputsSelected selected => WorkRules.InputsSelected(transition, selected.Party),
            TradeSignal.TemplateBuilt built => WorkRules.TemplateBuilt(transition, built.Template),
            TradeSignal.TermsChecked checkedTerms => WorkRules.TermsChecked(transition, checkedTerms.Meaning),
            TradeSignal.PeerSignaturesVerified => WorkRules.PeerSignaturesVerified(transition),
            TradeSignal.WorkFailed failed => WorkRules.Failed(transition, failed.Reason),
            TradeSignal.MessagesSigned signed => SendingRules.Signed(transition, signed.Envelopes),
            _ => throw new UnreachableException(),
        };
    }

    internal static TradeRound NewRound(int number, long feeRate, DateTimeOffset signBy, TradeTimes times) => new()
    {
        Number = number,
        FeeRate = feeRate,
        SignBy = signBy,
        AcceptUntil = signBy + times.Signing,
    };
}
