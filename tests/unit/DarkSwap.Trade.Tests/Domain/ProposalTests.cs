using DarkSwap.Contracts.Assets;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Tests.Simulation;
using Google.Protobuf;

namespace DarkSwap.Trade.Tests.Domain;

public sealed class ProposalTests
{
    private static readonly TradeTimes Times = new();

    private readonly ModelPair pair = new();
    private readonly ModelWorld world;

    public ProposalTests()
    {
        world = pair.World;
        pair.Maker.IsUp = false;
        pair.Pump();
    }

    public static TheoryData<string, TradeRejectReason> Proposals => new()
    {
        { "version", TradeRejectReason.Unsupported },
        { "template", TradeRejectReason.Unsupported },
        { "network", TradeRejectReason.Unsupported },
        { "delegation", TradeRejectReason.Unsupported },
        { "key", TradeRejectReason.Unsupported },
        { "confirmations", TradeRejectReason.Unsupported },
        { "past", TradeRejectReason.Expired },
        { "far", TradeRejectReason.Expired },
        { "sign", TradeRejectReason.Expired },
        { "busy", TradeRejectReason.Busy },
    };

    public static TheoryData<string, TradeRejectReason> Orders => new()
    {
        { "unknown", TradeRejectReason.OrderUnknown },
        { "foreign", TradeRejectReason.OrderUnknown },
        { "cancelled", TradeRejectReason.OrderClosed },
        { "expired", TradeRejectReason.OrderClosed },
        { "suspended", TradeRejectReason.Busy },
        { "pending", TradeRejectReason.Unavailable },
        { "stale", TradeRejectReason.OrderStale },
        { "small", TradeRejectReason.FillRefused },
        { "large", TradeRejectReason.FillRefused },
        { "price", TradeRejectReason.PriceMismatch },
        { "fee", TradeRejectReason.FeeRefused },
        { "quote", TradeRejectReason.Unsupported },
        { "source", TradeRejectReason.Unavailable },
    };

    [Theory]
    [MemberData(nameof(Proposals))]
    public void Refuses_what_it_need_not_look_up(string what, TradeRejectReason expected)
    {
        var decision = Receive(Forgery.Change(pair, pair.Taker, PeerMessageKind.TradePropose, message => Spoil(message.Propose, what)), isBusy: what == "busy");
        decision!.Trade.Stage.ShouldBe(TradeState.Rejected);
        decision.Trade.Notice!.Reason.ShouldBe(expected);
        decision.Trade.PeerParty.ShouldBeNull();
        decision.Messages.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Refuses_what_the_order_does_not_allow(string what, TradeRejectReason expected)
    {
        var proposed = Receive(pair.Taker.Sent[0].Message, isBusy: false)!.Trade;
        var order = what == "unknown" ? null : Change(world.Order(isOwn: what != "foreign"), what);
        var found = new TradeSignal.OrderFound(order, world.Settlement(TradeSide.Maker), IsAssetSourceMissing: what == "source");
        var decision = TradeMachine.Apply(proposed, found, Times, pair.Now);
        decision.Trade.Stage.ShouldBe(TradeState.Rejected);
        decision.Trade.Notice!.Reason.ShouldBe(expected);
    }

    [Theory]
    [InlineData(SettlementAcceptance.Automatic, TradeState.Rejected)]
    [InlineData(SettlementAcceptance.Manual, TradeState.Proposed)]
    public void Only_orders_that_are_accepted_by_hand_wait_long_for_the_takers_signature(SettlementAcceptance acceptance, TradeState expected)
    {
        var late = Forgery.Change(pair, pair.Taker, PeerMessageKind.TradePropose, message => message.Propose.SignBy = UnixMicroseconds.Of(pair.Now + TimeSpan.FromMinutes(11)));
        var found = new TradeSignal.OrderFound(world.Order(isOwn: true), world.Settlement(TradeSide.Maker) with { Acceptance = acceptance }, false);
        TradeMachine.Apply(Receive(late, isBusy: false)!.Trade, found, Times, pair.Now).Trade.Stage.ShouldBe(expected);
    }

    [Fact]
    public void Ignores_what_is_no_proposal()
    {
        var proposal = pair.Taker.Sent[0].Message;
        Receive(Forgery.Change(pair, pair.Taker, PeerMessageKind.TradePropose, message => message.Sequence = 1), isBusy: false).ShouldBeNull();
        Receive(Forgery.Change(pair, pair.Taker, PeerMessageKind.TradePropose, message => message.PreviousHash = ByteString.CopyFrom([1, .. new byte[31]])), isBusy: false).ShouldBeNull();
        Receive(Forgery.Change(pair, pair.Taker, PeerMessageKind.TradePropose, message => message.Propose.Inputs.Add(message.Propose.Inputs[0].Clone())), isBusy: false).ShouldBeNull();
        Receive(proposal, isBusy: false).ShouldNotBeNull();
    }

    private TradeDecision? Receive(PeerMessage packet, bool isBusy)
    {
        TradeMessages.TryOpen(packet.Envelope, ModelWorld.Network, out var signer, out var message, out var payload).ShouldBeTrue();
        var signal = new TradeSignal.PeerMessage(signer!.ToString(), message!, payload!, packet.Envelope);
        return TradeMachine.Receive(signal, world.TradeId, ModelWorld.Network, 1, 1, isBusy, Times, pair.Now);
    }

    private void Spoil(TradePropose propose, string what)
    {
        switch (what)
        {
            case "version": propose.ProtocolVersion = 2; break;
            case "template": propose.TemplateVersion = 0; break;
            case "network": propose.Network = "mainnet"; break;
            case "delegation": propose.Delegation = ByteString.CopyFrom(1); break;
            case "key": propose.Taker = ByteString.CopyFrom(world.Maker.PublicKey.Encoded); break;
            case "confirmations": propose.TakerCoinConfirmations = 1000; break;
            case "past": propose.AcceptBy = UnixMicroseconds.Of(pair.Now); break;
            case "far": propose.AcceptBy = UnixMicroseconds.Of(pair.Now + TimeSpan.FromDays(1)); break;
            case "sign": propose.SignBy = propose.AcceptBy; break;
            default: what.ShouldBe("busy"); break;
        }
    }

    private OrderSnapshot Change(OrderSnapshot order, string what) => what switch
    {
        "cancelled" => order with { Status = OrderStatus.Cancelled },
        "expired" => order with { ExpiresAt = pair.Now },
        "suspended" => order with { Status = OrderStatus.Suspended },
        "pending" => order with { Status = OrderStatus.Pending },
        "stale" => order with { UpdateSequence = 1, UpdateHash = new byte[32] },
        "small" => order with { MinimumFill = 401 },
        "large" => order with { Remaining = 399 },
        "price" => order with { Price = new Price(26, 1) },
        "fee" => order with { MinimumFeeRate = 2001 },
        "quote" => order with { Quote = "RUNE:1:1" },
        _ => order,
    };
}
