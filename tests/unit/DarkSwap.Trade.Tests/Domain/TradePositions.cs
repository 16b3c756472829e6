using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Trades;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Tests.Simulation;

namespace DarkSwap.Trade.Tests.Domain;

/// <summary>Every position that a trade can be in, reached by living through trades.</summary>
internal sealed class TradePositions
{
    private readonly SortedDictionary<string, TradePosition> positions = new(StringComparer.Ordinal);

    public TradePositions()
    {
        Complete(SettlementAcceptance.Automatic, bump: true);
        Complete(SettlementAcceptance.Manual, bump: false);
        Encumber();
        Conflict();
        EndEarly();
        RefuseBump();
    }

    public IReadOnlyDictionary<string, TradePosition> All => positions;

    private ModelPair Begin(SettlementAcceptance acceptance = SettlementAcceptance.Automatic, int confirmations = 1)
    {
        ModelPair? pair = null;
        pair = new ModelPair(acceptance: acceptance, confirmations: confirmations) { OnStep = () => Collect(pair!) };
        Collect(pair);
        return pair;
    }

    private void Collect(ModelPair pair)
    {
        foreach (var node in new[] { pair.Maker, pair.Taker })
        {
            if (node.Trade is { } trade)
            {
                var round = TradeView.IsBumping(trade) ? " of a fee bump" : "";
                var notice = trade.Notice is not null && TradeView.IsDead(trade.Stage) ? " with a notice to send" : "";
                var name = $"{trade.Side} {TradeView.StateOf(trade)}/{trade.Activity}{round}{notice}{(trade.IsClosed ? " closed" : "")}";
                positions.TryAdd(name, new TradePosition(pair.World, trade, pair.Now));
            }
        }
    }

    private void Complete(SettlementAcceptance acceptance, bool bump)
    {
        var pair = Begin(acceptance, confirmations: 2);
        pair.Pump();
        if (acceptance == SettlementAcceptance.Manual)
        {
            pair.Maker.Apply(new TradeSignal.Accept(), pair.Now);
            Collect(pair);
            pair.Pump();
        }

        pair.Sign(pair.Taker);
        pair.Sign(pair.Maker);
        if (bump)
        {
            pair.Taker.Apply(new TradeSignal.BumpFee(5000), pair.Now);
            Collect(pair);
            pair.Pump();
            pair.Sign(pair.Taker);
            pair.Sign(pair.Maker);
        }

        pair.Mine(8);
        pair.TakerState.ShouldBe(TradeState.Completed);
    }

    private void RefuseBump()
    {
        var pair = Begin().Broadcast();
        pair.Maker.Work(pair.Now);
        pair.Taker.Apply(new TradeSignal.BumpFee(5000), pair.Now);
        pair.Taker.Work(pair.Now);
        pair.Taker.Work(pair.Now);
        pair.Taker.Work(pair.Now);
        pair.Taker.Dispatch();
        pair.Maker.Deliver(pair.Taker.Sent[^1].Message, pair.Now);
        pair.Maker.Apply(new TradeSignal.WorkFailed("dustOutput"), pair.Now);
        Collect(pair);
        pair.Pump();
    }

    private void Encumber()
    {
        var pair = Begin();
        pair.Pump();
        pair.Maker.IsUp = false;
        pair.Sign(pair.Taker);
        pair.Wait(TimeSpan.FromHours(1));
        pair.TakerState.ShouldBe(TradeState.Encumbered);
        pair.Taker.Apply(ModelServices.Reclaim(pair.World, pair.Taker.Trade!), pair.Now);
        pair.Pump();
        pair.Mine(8);
        pair.TakerState.ShouldBe(TradeState.Conflicted);
        pair.Maker.IsUp = true;
        pair.Pump();
    }

    private void Conflict()
    {
        var pair = Begin();
        pair.Pump();
        var transaction = ModelTransactions.Spend([pair.World.Coin(TradeSide.Maker)], 5);
        pair.Chain.Submit(new ModelTransaction(ModelTransactions.IdOf(transaction), [pair.World.Coin(TradeSide.Maker)], 9000));
        pair.Pump();
        pair.Mine(8);
        pair.MakerState.ShouldBe(TradeState.Conflicted);
    }

    private void EndEarly()
    {
        var rejected = Begin(SettlementAcceptance.Manual);
        rejected.Pump();
        rejected.Maker.Apply(new TradeSignal.Decline(null), rejected.Now);
        Collect(rejected);
        rejected.Pump();
        rejected.TakerState.ShouldBe(TradeState.Rejected);

        var cancelled = Begin();
        cancelled.Pump();
        cancelled.Taker.Apply(new TradeSignal.Cancel(null), cancelled.Now);
        Collect(cancelled);
        cancelled.Pump();
        cancelled.MakerState.ShouldBe(TradeState.Cancelled);

        var expired = Begin();
        expired.Pump();
        expired.Now += TimeSpan.FromHours(1);
        expired.Taker.Work(expired.Now);
        expired.Maker.Work(expired.Now);
        Collect(expired);
        expired.Pump();
        expired.TakerState.ShouldBe(TradeState.Expired);

        var failed = Begin();
        failed.Taker.Apply(new TradeSignal.WorkFailed("insufficientAsset"), failed.Now);
        Collect(failed);
        failed.Pump();
        failed.TakerState.ShouldBe(TradeState.Failed);

        var broken = Begin();
        broken.Pump();
        broken.Sign(broken.Taker);
        var trade = broken.Maker.Trade!;
        trade.Activity.ShouldBe(TradeActivity.AwaitUser);
        broken.Maker.Apply(new TradeSignal.Cancel(null), broken.Now);
        Collect(broken);
        broken.Pump();
        broken.TakerState.ShouldBe(TradeState.Encumbered);
    }
}
