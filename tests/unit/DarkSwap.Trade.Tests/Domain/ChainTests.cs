using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Tests.Simulation;

namespace DarkSwap.Trade.Tests.Domain;

/// <summary>What the chain makes of trades, and what repetition and disorder do not.</summary>
public sealed class ChainTests
{
    [Fact]
    public void A_reorganisation_takes_confirming_and_completed_back()
    {
        var pair = new ModelPair(confirmations: 2).Broadcast();
        pair.Mine();
        pair.TakerState.ShouldBe(TradeState.Confirming);
        pair.Mine();
        pair.TakerState.ShouldBe(TradeState.Completed);
        pair.Taker.Lock.IsLocked.ShouldBeFalse();
        pair.Chain.Reorganise(areLost: false);
        pair.Pump();
        pair.TakerState.ShouldBe(TradeState.Confirming);
        pair.Taker.Lock.ShouldBe((null, true));
        pair.Chain.Reorganise(areLost: true);
        pair.Pump();
        pair.TakerState.ShouldBe(TradeState.Broadcast);
        pair.Mine(2);
        pair.TakerState.ShouldBe(TradeState.Completed);
    }

    [Fact]
    public void A_completed_trade_is_watched_for_six_further_blocks()
    {
        var pair = new ModelPair().Broadcast();
        pair.Mine(6);
        pair.Taker.Trade!.IsClosed.ShouldBeFalse();
        pair.Mine();
        pair.Taker.Trade!.IsClosed.ShouldBeTrue();
        pair.Maker.Trade!.IsClosed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_last_messages_complete_the_transcript_however_late_they_come(bool isMixedUp)
    {
        var pair = new ModelPair();
        pair.Pump();
        pair.Sign(pair.Taker);
        pair.Taker.IsUp = false;
        pair.Sign(pair.Maker);
        var last = pair.Maker.Sent.Where(packet => !packet.IsAcknowledged).Select(packet => packet.Message).ToList();
        pair.Drop(pair.Maker);
        pair.Taker.IsUp = true;
        pair.Mine(7);
        pair.Taker.Trade!.IsClosed.ShouldBeTrue();
        pair.Taker.Transcript.Count.ShouldBe(pair.Maker.Transcript.Count - 2);

        last.Select(message => message.Kind).ShouldBe([PeerMessageKind.PsbtFinalize, PeerMessageKind.PsbtBroadcast]);
        foreach (var message in (isMixedUp ? last.AsEnumerable().Reverse() : last).Concat(last))
        {
            pair.Taker.Deliver(message, pair.Now);
        }

        pair.Taker.Transcript.Select(entry => entry.Envelope).ShouldBe(pair.Maker.Transcript.Select(entry => entry.Envelope));
        pair.TakerState.ShouldBe(TradeState.Completed);
        pair.Taker.Trade!.ShouldSatisfyAllConditions(
            trade => trade.IsClosed.ShouldBeTrue(),
            trade => trade.Activity.ShouldBe(TradeActivity.None),
            trade => trade.Early.ShouldBeEmpty(),
            trade => TradeView.WakeAtOf(trade, pair.Times).ShouldBeNull());
        pair.Taker.Outbox.ShouldBeEmpty();
    }

    [Fact]
    public void A_conflicting_spend_is_shown_at_once_and_forgotten_when_it_vanishes()
    {
        var pair = new ModelPair();
        pair.Pump();
        pair.Sign(pair.Taker);
        var spend = Spend(pair, 5);
        pair.Chain.Submit(spend);
        pair.Pump();
        pair.TakerState.ShouldBe(TradeState.Conflicting);
        pair.Chain.ForgetMempool();
        pair.Pump();
        pair.TakerState.ShouldBe(TradeState.TakerSigned);
        pair.Sign(pair.Maker);
        pair.Mine();
        pair.TakerState.ShouldBe(TradeState.Completed);
    }

    [Fact]
    public void A_conflicting_spend_with_the_confirmations_wanted_ends_the_trade()
    {
        var pair = new ModelPair(confirmations: 2);
        pair.Pump();
        pair.Sign(pair.Taker);
        pair.Chain.Submit(Spend(pair, 5));
        pair.Mine();
        pair.TakerState.ShouldBe(TradeState.Conflicting);
        pair.Mine();
        pair.TakerState.ShouldBe(TradeState.Conflicted);
        pair.Taker.Lock.IsLocked.ShouldBeFalse();
    }

    [Fact]
    public void A_spend_that_replaces_another_one_is_what_counts()
    {
        var pair = new ModelPair();
        pair.Pump();
        var coin = pair.World.Coin(TradeSide.Maker);
        var (first, second) = (new string('a', 64), new string('b', 64));
        Observe(new TradeSignal.InputSpent(coin, first, TransactionStatus.InMempool, 0, 1));
        Observe(new TradeSignal.InputSpent(coin, second, TransactionStatus.InMempool, 0, 2));
        Observe(new TradeSignal.InputSpent(coin, first, TransactionStatus.Unseen, 0, 3));
        pair.TakerState.ShouldBe(TradeState.Conflicting);
        Observe(new TradeSignal.InputSpent(coin, second, TransactionStatus.Unseen, 0, 4));
        pair.TakerState.ShouldBe(TradeState.PsbtReady);
        Observe(new TradeSignal.InputSpent(coin, second, TransactionStatus.Confirmed, 1, 2), TradeOutcome.Duplicate);

        void Observe(TradeSignal signal, TradeOutcome expected = TradeOutcome.Applied) => pair.Taker.Apply(signal, pair.Now).Outcome.ShouldBe(expected);
    }

    [Fact]
    public void No_signature_leaves_while_an_input_is_being_spent_elsewhere()
    {
        var pair = new ModelPair();
        pair.Pump();
        pair.Taker.Apply(ModelServices.Sign(pair.Taker.Trade!), pair.Now);
        pair.Taker.Apply(new TradeSignal.InputSpent(pair.World.Coin(TradeSide.Maker), new string('a', 64), TransactionStatus.InMempool, 0, 1), pair.Now);
        pair.Pump();
        TradeView.IsSignatureOut(pair.Taker.Trade!).ShouldBeFalse();
        pair.TakerState.ShouldBe(TradeState.Conflicting);
        pair.MakerState.ShouldBe(TradeState.PsbtReady);
    }

    [Fact]
    public void An_unconfirmed_transaction_is_broadcast_again_every_minute()
    {
        var pair = new ModelPair().Broadcast();
        var transactionId = pair.Taker.Trade!.Rounds[0].Template!.TransactionId;
        pair.Chain.ForgetMempool();
        pair.Pump();
        pair.Chain.StatusOf(transactionId).Status.ShouldBe(TransactionStatus.Unseen);
        pair.Wait(TimeSpan.FromSeconds(61));
        pair.Chain.StatusOf(transactionId).Status.ShouldBe(TransactionStatus.InMempool);
    }

    [Fact]
    public void Maker_vanishes_and_broadcasts_an_hour_later()
    {
        var pair = new ModelPair();
        pair.Pump();
        pair.Sign(pair.Taker);
        pair.Maker.IsUp = false;
        pair.Wait(TimeSpan.FromHours(1));
        pair.TakerState.ShouldBe(TradeState.Encumbered);
        pair.Taker.Apply(new TradeSignal.Cancel(null), pair.Now).Error.ShouldBe(TradeError.WrongState);
        var round = pair.Taker.Trade!.Rounds[0];
        pair.Chain.Submit(new ModelTransaction(round.Template!.TransactionId, TradeView.InputsOf(pair.Taker.Trade!), 9));
        pair.Pump();
        pair.TakerState.ShouldBe(TradeState.Broadcast);
        pair.Mine();
        pair.TakerState.ShouldBe(TradeState.Completed);
    }

    [Fact]
    public void Taker_reclaims_before_the_maker_broadcasts()
    {
        var pair = new ModelPair();
        pair.Pump();
        pair.Sign(pair.Taker);
        pair.Maker.IsUp = false;
        pair.Wait(TimeSpan.FromHours(1));
        pair.Taker.Apply(ModelServices.Reclaim(pair.World, pair.Taker.Trade!), pair.Now);
        pair.Pump();
        pair.TakerState.ShouldBe(TradeState.Conflicting);
        pair.Mine();
        pair.TakerState.ShouldBe(TradeState.Conflicted);
        var round = pair.Taker.Trade!.Rounds[0];
        pair.Chain.Submit(new ModelTransaction(round.Template!.TransactionId, TradeView.InputsOf(pair.Taker.Trade!), 9)).ShouldBeFalse();
        pair.Maker.IsUp = true;
        pair.Pump();
        pair.MakerState.ShouldBe(TradeState.Expired);
    }

    [Fact]
    public void Messages_may_come_twice_and_in_any_order()
    {
        var pair = new ModelPair();
        pair.Taker.IsUp = pair.Maker.IsUp = true;
        pair.Pump();
        var version = pair.Taker.Trade!.Version;
        foreach (var packet in pair.Maker.Sent)
        {
            pair.Taker.Deliver(packet.Message, pair.Now);
        }

        pair.Taker.Trade!.Version.ShouldBe(version);

        var reordered = new ModelPair();
        reordered.Pump();
        reordered.Maker.IsUp = false;
        reordered.Sign(reordered.Taker);
        reordered.Maker.Deliver(reordered.Taker.Sent[^1].Message, reordered.Now);
        reordered.MakerState.ShouldBe(TradeState.PsbtReady);
        reordered.Maker.Deliver(reordered.Taker.Sent[^2].Message, reordered.Now);
        reordered.MakerState.ShouldBe(TradeState.TakerSigned);
    }

    private static ModelTransaction Spend(ModelPair pair, long value)
    {
        var coin = pair.World.Coin(TradeSide.Maker);
        return new ModelTransaction(ModelTransactions.IdOf(ModelTransactions.Spend([coin], value)), [coin], 9000);
    }
}
