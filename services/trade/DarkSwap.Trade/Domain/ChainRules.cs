using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Trade.Domain;

/// <summary>What the chain and the mempool say. They alone end a trade once a signature of ours has left, and they may take an end back.</summary>
internal static class ChainRules
{
    public static TradeDecision Observe(TradeTransition transition, TradeSignal.TransactionObserved signal)
    {
        var trade = transition.Trade;
        if (trade.IsClosed)
        {
            return transition.Finish(TradeOutcome.Late);
        }

        var last = trade.Observations.FirstOrDefault(observation => observation.TransactionId == signal.TransactionId);
        if (TradeView.RoundOf(trade, signal.TransactionId) is null || last?.Version >= signal.Version)
        {
            return transition.Finish();
        }

        var observation = new Observation(signal.TransactionId, signal.Status, signal.Confirmations, signal.Version);
        transition.Trade = trade with { Observations = [.. trade.Observations.Where(existing => existing != last), observation] };
        if (signal.Status == TransactionStatus.Confirmed && TradeView.IsBumping(trade))
        {
            transition.AbandonRound(TradeReasons.Confirmed);
        }

        return transition.Finish();
    }

    public static TradeDecision Spend(TradeTransition transition, TradeSignal.InputSpent signal)
    {
        var trade = transition.Trade;
        if (trade.IsClosed)
        {
            return transition.Finish(TradeOutcome.Late);
        }

        var last = trade.Conflicts.FirstOrDefault(conflict => conflict.OutPoint == signal.OutPoint);
        if (TradeView.RoundOf(trade, signal.SpendingTransactionId) is not null
            || last?.Version >= signal.Version
            || !TradeView.InputsOf(trade).Contains(signal.OutPoint))
        {
            return transition.Finish();
        }

        // A spend that vanished says nothing about the one that took its place.
        var isOfAnother = signal.Status == TransactionStatus.Unseen && last is not null && last.TransactionId != signal.SpendingTransactionId;
        var conflict = isOfAnother
            ? last! with { Version = signal.Version }
            : new Conflict(signal.OutPoint, signal.SpendingTransactionId, signal.Status, signal.Confirmations, signal.Version);
        List<Conflict> conflicts = [.. trade.Conflicts.Where(existing => existing != last), conflict];
        transition.Trade = trade with { Conflicts = conflicts };
        return transition.Finish();
    }

    public static TradeDecision RefuseBroadcast(TradeTransition transition, TradeSignal.BroadcastRefused signal)
    {
        var trade = transition.Trade;
        var isOurs = TradeView.RoundOf(trade, signal.TransactionId) is not null || trade.Reclaim?.TransactionId == signal.TransactionId;
        var reason = TradeReasons.Bounded($"{TradeReasons.BroadcastRefused}: {signal.Reason}");
        if (isOurs && !trade.IsClosed && trade.Reason != reason)
        {
            transition.Trade = trade with { Reason = reason };
        }

        return transition.Finish();
    }
}
