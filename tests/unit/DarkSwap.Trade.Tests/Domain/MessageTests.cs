using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Tests.Simulation;
using Google.Protobuf;

namespace DarkSwap.Trade.Tests.Domain;

/// <summary>Each message of a trade: who sends it, in which state it is taken, and what it leads to.</summary>
public sealed class MessageTests
{
    private readonly ModelPair pair = new();

    [Fact]
    public void TradePropose_begins_the_trade_at_the_maker()
    {
        pair.Maker.IsUp = false;
        pair.Pump();
        pair.TakerState.ShouldBe(TradeState.Proposed);
        Kinds(pair.Taker).ShouldBe([PeerMessageKind.TradePropose]);
        pair.Maker.Deliver(pair.Taker.Sent[0].Message, pair.Now);
        pair.MakerState.ShouldBe(TradeState.Proposed);
        pair.Maker.Trade!.PeerParty!.Inputs[0].OutPoint.ShouldBe(pair.World.Coin(TradeSide.Taker));
    }

    [Fact]
    public void TradeAccept_PsbtCreate_and_TradeSignature_lead_the_taker_to_its_own_rebuild()
    {
        pair.Pump();
        Kinds(pair.Maker).ShouldBe([PeerMessageKind.TradeAccept, PeerMessageKind.PsbtCreate, PeerMessageKind.TradeSignature]);
        pair.TakerState.ShouldBe(TradeState.PsbtReady);
        var (made, taken) = (pair.Maker.Trade!.Rounds[0].Template!, pair.Taker.Trade!.Rounds[0].Template!);
        taken.Psbt.ShouldBe(made.Psbt);
        taken.TransactionId.ShouldBe(made.TransactionId);
        pair.Maker.Lock.IsLocked.ShouldBeTrue();
        pair.Maker.Lock.ExpiresAt.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(PeerMessageKind.TradeAccept)]
    [InlineData(PeerMessageKind.PsbtCreate)]
    public void A_template_that_is_not_the_own_rebuild_fails_the_trade(PeerMessageKind kind)
    {
        ProposeOnly();
        var accept = pair.Maker.Sent.Select(packet => packet.Message).ToList();
        var index = accept.FindIndex(message => message.Kind == kind);
        accept[index] = Forgery.Change(pair, pair.Maker, kind, message => Spoil(message));
        accept.ForEach(message => pair.Taker.Deliver(message, pair.Now));
        while (pair.Taker.Work(pair.Now))
        {
        }

        pair.TakerState.ShouldBe(TradeState.Failed);
    }

    [Fact]
    public void TradeReject_ends_the_proposal_with_its_reason()
    {
        var manual = new ModelPair(acceptance: SettlementAcceptance.Manual);
        manual.Pump();
        manual.Maker.Apply(new TradeSignal.Decline(null), manual.Now);
        manual.Pump();
        Kinds(manual.Maker).ShouldBe([PeerMessageKind.TradeReject]);
        manual.TakerState.ShouldBe(TradeState.Rejected);
        manual.Taker.Trade!.Reason.ShouldBe("declined");
        manual.Taker.Lock.IsLocked.ShouldBeFalse();
    }

    [Fact]
    public void TradeCancel_counts_before_its_sender_signed()
    {
        pair.Pump();
        pair.Taker.Apply(new TradeSignal.Cancel(null), pair.Now);
        pair.Pump();
        Kinds(pair.Taker)[^1].ShouldBe(PeerMessageKind.TradeCancel);
        pair.MakerState.ShouldBe(TradeState.Cancelled);
        pair.Maker.Lock.IsLocked.ShouldBeFalse();
    }

    [Fact]
    public void TradeCancel_that_crosses_the_acceptance_ends_both_sides()
    {
        ProposeOnly();
        pair.Taker.Apply(new TradeSignal.Cancel(null), pair.Now);
        pair.Maker.IsUp = pair.Taker.IsUp = true;
        pair.Maker.Sent.ForEach(packet => packet.IsAcknowledged = false);
        pair.Pump();
        pair.MakerState.ShouldBe(TradeState.Cancelled);
        pair.TakerState.ShouldBe(TradeState.Cancelled);
    }

    [Fact]
    public void TradeCancel_of_a_side_that_has_signed_does_not_count()
    {
        pair.Pump();
        pair.Sign(pair.Taker);
        pair.Maker.Deliver(Forgery.Next(pair, pair.Maker, new TradeMessage { Cancel = CancelAt(pair.Maker) }), pair.Now);
        pair.MakerState.ShouldBe(TradeState.TakerSigned);
        pair.Sign(pair.Maker);
        pair.TakerState.ShouldBe(TradeState.Broadcast);
    }

    [Fact]
    public void TradeCancel_of_the_maker_leaves_a_taker_who_has_signed_encumbered()
    {
        pair.Pump();
        pair.Sign(pair.Taker);
        pair.Maker.Apply(new TradeSignal.Cancel(null), pair.Now);
        pair.Pump();
        pair.MakerState.ShouldBe(TradeState.Cancelled);
        pair.TakerState.ShouldBe(TradeState.Encumbered);
        pair.Taker.Lock.ShouldBe((null, true));
    }

    [Fact]
    public void TradeSignature_of_the_taker_names_the_terms_before_its_PSBT_counts()
    {
        pair.Pump();
        var sign = new PsbtSign { Psbt = ByteString.CopyFrom(ModelTransactions.Sign(pair.Maker.Trade!.Rounds[0].Template!.Psbt, TradeView.RoleOf(pair.Taker.Trade!))) };
        pair.Maker.Deliver(Forgery.Next(pair, pair.Maker, new TradeMessage { PsbtSign = sign }), pair.Now);
        pair.MakerState.ShouldBe(TradeState.Failed);
    }

    [Fact]
    public void TradeSignature_over_other_terms_fails_the_trade()
    {
        pair.Pump();
        pair.Maker.IsUp = false;
        pair.Sign(pair.Taker);
        pair.Maker.Deliver(Forgery.Change(pair, pair.Taker, PeerMessageKind.TradeSignature, message => message.Signature.TemplateHash = ByteString.CopyFrom(new byte[32])), pair.Now);
        pair.MakerState.ShouldBe(TradeState.Failed);
        pair.Maker.Lock.IsLocked.ShouldBeTrue();
        pair.Maker.IsUp = true;
        pair.Pump();
        pair.Maker.Lock.IsLocked.ShouldBeFalse();
    }

    [Fact]
    public void PsbtSign_brings_the_takers_signatures_to_the_maker()
    {
        pair.Pump();
        pair.Sign(pair.Taker);
        Kinds(pair.Taker)[^2..].ShouldBe([PeerMessageKind.TradeSignature, PeerMessageKind.PsbtSign]);
        pair.MakerState.ShouldBe(TradeState.TakerSigned);
        TradeView.NeedOf(pair.Maker.Trade!).ShouldBe(TradeNeed.Signature);
        pair.Taker.Lock.ShouldBe((null, true));
    }

    [Fact]
    public void PsbtSign_with_a_signature_that_is_not_the_takers_fails_the_trade()
    {
        pair.Pump();
        pair.Maker.IsUp = false;
        pair.Sign(pair.Taker);
        pair.Maker.Deliver(pair.Taker.Sent[^2].Message, pair.Now);
        pair.Maker.Deliver(Forgery.Change(pair, pair.Taker, PeerMessageKind.PsbtSign, message => message.PsbtSign.Psbt = ByteString.CopyFrom(1, 2, 3)), pair.Now);
        pair.Maker.Work(pair.Now);
        pair.MakerState.ShouldBe(TradeState.Failed);
    }

    [Fact]
    public void PsbtFinalize_and_PsbtBroadcast_let_both_sides_broadcast_the_same_transaction()
    {
        pair.Broadcast();
        Kinds(pair.Maker)[^2..].ShouldBe([PeerMessageKind.PsbtFinalize, PeerMessageKind.PsbtBroadcast]);
        pair.MakerState.ShouldBe(TradeState.Broadcast);
        pair.TakerState.ShouldBe(TradeState.Broadcast);
        pair.Taker.Trade!.Rounds[0].Transaction.ShouldBe(pair.Maker.Trade!.Rounds[0].Transaction);
        pair.Mine();
        pair.TakerState.ShouldBe(TradeState.Completed);
    }

    [Fact]
    public void PsbtFinalize_with_another_transaction_is_not_broadcast()
    {
        pair.Pump();
        pair.Sign(pair.Taker);
        pair.Taker.IsUp = false;
        pair.Sign(pair.Maker);
        var other = ModelTransactions.Spend([pair.World.Coin(TradeSide.Taker)], 1);
        pair.Taker.Deliver(Forgery.Change(pair, pair.Maker, PeerMessageKind.PsbtFinalize, message => message.PsbtFinalize.Transaction = ByteString.CopyFrom(other)), pair.Now);
        pair.TakerState.ShouldBe(TradeState.TakerSigned);
        pair.Taker.Outbox.ShouldBeEmpty();
    }

    [Fact]
    public void PsbtUpdate_begins_a_round_with_a_higher_fee_rate_that_completes_the_trade()
    {
        pair.Broadcast();
        pair.Taker.Apply(new TradeSignal.BumpFee(9000), pair.Now).Outcome.ShouldBe(TradeOutcome.Applied);
        pair.Pump();
        Kinds(pair.Taker)[^1].ShouldBe(PeerMessageKind.PsbtUpdate);
        pair.TakerState.ShouldBe(TradeState.PsbtReady);
        pair.Sign(pair.Taker);
        pair.Sign(pair.Maker);
        pair.Mine();
        pair.MakerState.ShouldBe(TradeState.Completed);
        TradeView.VisibleRound(pair.Taker.Trade!)!.Number.ShouldBe(1);
    }

    [Fact]
    public void PsbtUpdate_above_the_orders_bound_is_refused_and_the_first_round_goes_on()
    {
        pair.Broadcast();
        pair.Taker.Apply(new TradeSignal.BumpFee(9000), pair.Now);
        pair.Maker.IsUp = false;
        pair.Pump();
        pair.Maker.Deliver(Forgery.Change(pair, pair.Taker, PeerMessageKind.PsbtUpdate, message => message.PsbtUpdate.FeeRate = 100_001), pair.Now);
        pair.Drop(pair.Taker);
        pair.Maker.IsUp = true;
        pair.Pump();
        Kinds(pair.Maker)[^1].ShouldBe(PeerMessageKind.TradeReject);
        pair.MakerState.ShouldBe(TradeState.Broadcast);
        pair.Mine();
        pair.TakerState.ShouldBe(TradeState.Completed);
        pair.MakerState.ShouldBe(TradeState.Completed);
    }

    private static TradeCancel CancelAt(ModelNode receiver) => new() { Reason = "no", LastSeenHash = ByteString.CopyFrom(receiver.Trade!.TranscriptHash) };

    private static List<PeerMessageKind> Kinds(ModelNode node) => [.. node.Sent.Select(packet => packet.Message.Kind)];

    /// <summary>The maker has answered, and the answer is still on its way.</summary>
    private void ProposeOnly()
    {
        pair.Maker.IsUp = false;
        pair.Pump();
        pair.Maker.Deliver(pair.Taker.Sent[0].Message, pair.Now);
        pair.Taker.Sent[0].IsAcknowledged = true;
        pair.Taker.IsUp = false;
        pair.Maker.IsUp = true;
        pair.Pump();
        pair.MakerState.ShouldBe(TradeState.PsbtReady);
    }

    private static void Spoil(TradeMessage message)
    {
        if (message.ContentCase == TradeMessage.ContentOneofCase.Accept)
        {
            message.Accept.TemplateHash = ByteString.CopyFrom(new byte[32]);
        }
        else
        {
            message.PsbtCreate.Psbt = ByteString.CopyFrom([.. message.PsbtCreate.Psbt.Span, 0]);
        }
    }
}
