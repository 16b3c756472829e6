using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.OwnOrders;
using DarkSwap.Orderbook.Persistence;
using FsCheck;
using FsCheck.Fluent;
using static DarkSwap.Orderbook.Tests.OrderExamples;

namespace DarkSwap.Orderbook.Tests.OwnOrders;

public sealed class OwnFillTests
{
    /// <summary>How a trade can end, by which the order must stand as if nothing had been, or as the settled trade leaves it.</summary>
    private static readonly TradeState[] Undone = [TradeState.Rejected, TradeState.Cancelled, TradeState.Expired, TradeState.Failed, TradeState.Conflicted];

    [Fact]
    public void Whatever_way_a_trade_takes_its_end_alone_decides_what_backs_the_order() =>
        Prop.ForAll(Ways().ToArbitrary(), way =>
        {
            var own = NewOrder(withChangeProof: true);
            var trade = NewTrade();
            foreach (var state in way.States)
            {
                OwnFill.Apply(own, trade, Change(state, Coin(50)));
            }

            OwnFill.Apply(own, trade, Change(way.End, Coin(50)));
            var coin = CoinsJson.Read(own.Coins).Single();
            return way.End == TradeState.Completed
                ? coin.OutPoint == Coin(50) && trade.Phase == FillPhase.Settled
                : coin.OutPoint == Coin(1) && coin.Proof.SequenceEqual(Proof(1)) && trade.Phase == FillPhase.None && !trade.HasUncheckedCoins;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Another_round_replaces_the_change_of_the_one_before()
    {
        var own = NewOrder(withChangeProof: true);
        var trade = NewTrade();
        OwnFill.Apply(own, trade, Change(TradeState.Broadcast, Coin(50)));
        OwnFill.Apply(own, trade, Change(TradeState.PsbtReady, Coin(50)));
        OwnFill.Apply(own, trade, Change(TradeState.Broadcast, Coin(51)));

        CoinsJson.Read(own.Coins).Single().OutPoint.ShouldBe(Coin(51));
        OwnFill.Apply(own, trade, Change(TradeState.Conflicted, Coin(51)));
        CoinsJson.Read(own.Coins).Single().OutPoint.ShouldBe(Coin(1));
    }

    [Fact]
    public void Coins_that_the_operator_put_up_meanwhile_stay()
    {
        var own = NewOrder(withChangeProof: true);
        var trade = NewTrade();
        OwnFill.Apply(own, trade, Change(TradeState.Broadcast, Coin(50)));
        own.Coins = CoinsJson.Write([new BackingCoin(Coin(60), Proof(6))]);
        OwnFill.Apply(own, trade, Change(TradeState.Conflicted, Coin(50)));

        CoinsJson.Read(own.Coins).Single().OutPoint.ShouldBe(Coin(60));
    }

    [Fact]
    public void A_state_that_changes_nothing_asks_for_no_signature()
    {
        var own = NewOrder(withChangeProof: true);
        var trade = NewTrade();
        OwnFill.Apply(own, trade, Change(TradeState.Proposed, null));
        own.NeedsSignature.ShouldBeFalse();
        OwnFill.Apply(own, trade, Change(TradeState.Broadcast, Coin(50)));
        own.NeedsSignature.ShouldBeTrue();
        own.NeedsSignature = false;
        OwnFill.Apply(own, trade, Change(TradeState.Confirming, Coin(50)));
        own.NeedsSignature.ShouldBeFalse();
    }

    private static Gen<(TradeState[] States, TradeState End)> Ways() =>
        from states in Gen.ArrayOf(Gen.Elements(Enum.GetValues<TradeState>()))
        from end in Gen.Elements([TradeState.Completed, .. Undone])
        select (states, end);

    private static OwnOrderRow NewOrder(bool withChangeProof) => new()
    {
        OrderId = new string('a', 64),
        Coins = CoinsJson.Write([new BackingCoin(Coin(1), Proof(1))]),
        ReceiveAddress = "bcrt1qreceive",
        ChangeAddress = "bcrt1qchange",
        ChangeProof = withChangeProof ? Proof(8) : null,
        Acceptance = SettlementAcceptance.Automatic,
        WantedExpiresAt = Now.AddDays(1),
    };

    private static TradeRow NewTrade() => new()
    {
        TradeId = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
        OrderId = new string('a', 64),
        Side = TradeSide.Maker,
        Base = Rune,
        Quote = "BTC",
        Fill = 400,
        QuoteSatoshis = 10_000,
    };

    private static TradeStateChanged Change(TradeState state, string? changeOutPoint) => new()
    {
        EventId = Guid.Empty,
        OccurredAt = Now,
        TradeId = Guid.Parse("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"),
        OrderId = new string('a', 64),
        Side = TradeSide.Maker,
        Role = TradeRole.GivesAsset,
        State = state,
        Version = 1,
        Base = Rune,
        Quote = "BTC",
        Fill = 400,
        QuoteSatoshis = 10_000,
        Confirmations = 0,
        AssetChangeOutPoint = changeOutPoint,
    };
}
