using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;

namespace DarkSwap.Trade.Domain;

/// <summary>Fee bumps at the maker: a new template with the same inputs and a higher rate.</summary>
internal static class RoundRules
{
    public static string? Update(TradeTransition transition, PsbtUpdate update)
    {
        var trade = transition.Trade;
        if (trade.Side != TradeSide.Maker || !trade.Rounds.Any(TradeView.IsFinal) || update.Round != trade.Rounds.Count
            || trade.Rounds.Count >= transition.Times.MaximumRounds || !UnixMicroseconds.TryRead(update.SignBy, out var signBy))
        {
            return "a fee bump that does not follow the last round";
        }

        if (TradeView.IsBumping(trade))
        {
            transition.AbandonRound(TradeReasons.Superseded);
        }

        transition.AddRound(TradeMachine.NewRound((int)update.Round, update.FeeRate, signBy, transition.Times) with { PeerTemplate = update.Psbt.ToByteArray() });
        transition.Become(TradeState.Broadcast, TradeActivity.PrepareTemplate);
        if (TradeView.StateOf(trade) == TradeState.Confirming || TradeView.IsEnd(TradeView.StateOf(trade)))
        {
            // The chain has answered already.
            transition.AbandonRound(TradeReasons.Confirmed);
        }
        else if (RefusalOf(transition, update, signBy) is { } refusal)
        {
            WorkRules.RefuseRound(transition, refusal, ProposalRules.NameOf(refusal));
        }

        return null;
    }

    /// <summary>The round of a message, if it is a fee bump that has come to nothing here: then the message is kept in the transcript, once, and has no effect.</summary>
    public static TradeRound? AbandonedOf(TradeAggregate trade, uint number) => trade.Rounds.FirstOrDefault(round => round.IsAbandoned && round.Number == number);

    private static TradeRejectReason? RefusalOf(TradeTransition transition, PsbtUpdate update, DateTimeOffset signBy)
    {
        var trade = transition.Trade;
        if (TradeView.StateOf(trade) != TradeState.Broadcast)
        {
            return TradeRejectReason.Unavailable;
        }

        if (signBy <= transition.Now || signBy > transition.Now + transition.Times.LongestWindow)
        {
            return TradeRejectReason.Expired;
        }

        var highest = trade.Rounds.Where(round => round.Number != (int)update.Round).Max(round => round.FeeRate);
        return update.FeeRate <= highest || update.FeeRate > trade.Order!.MaximumFeeRate ? TradeRejectReason.FeeRefused : null;
    }
}
