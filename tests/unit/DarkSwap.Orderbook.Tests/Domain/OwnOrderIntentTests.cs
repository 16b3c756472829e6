using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Trades;
using DarkSwap.Orderbook.Domain;
using static DarkSwap.Orderbook.Tests.OrderExamples;

namespace DarkSwap.Orderbook.Tests.Domain;

public sealed class OwnOrderIntentTests
{
    [Fact]
    public void Fills_count_from_broadcast_on_and_suspend_until_they_are_settled()
    {
        var applied = Intent((400, FillPhase.Applied));
        (applied.Remaining, applied.IsSuspended).ShouldBe(((UInt128)600, true));

        var settled = Intent((400, FillPhase.Settled));
        (settled.Remaining, settled.IsSuspended).ShouldBe(((UInt128)600, false));

        var undone = Intent((400, FillPhase.None));
        (undone.Remaining, undone.IsSuspended).ShouldBe(((UInt128)1_000, false));
    }

    [Fact]
    public void Fills_and_reductions_never_take_more_than_there_is() =>
        (Intent((700, FillPhase.Settled)) with { ReducedBy = 500 }).Remaining.ShouldBe(UInt128.Zero);

    [Fact]
    public void A_sale_without_coins_is_suspended_and_a_purchase_is_not()
    {
        var intent = Intent() with { Coins = [] };
        intent.IsSuspended.ShouldBeTrue();
        (intent with { IsSell = false }).IsSuspended.ShouldBeFalse();
    }

    [Theory]
    [InlineData(TradeState.Preparing, FillPhase.None, FillPhase.None)]
    [InlineData(TradeState.TakerSigned, FillPhase.None, FillPhase.None)]
    [InlineData(TradeState.Broadcast, FillPhase.None, FillPhase.Applied)]
    [InlineData(TradeState.Confirming, FillPhase.Applied, FillPhase.Applied)]
    [InlineData(TradeState.PsbtReady, FillPhase.Applied, FillPhase.Applied)]
    [InlineData(TradeState.Completed, FillPhase.Applied, FillPhase.Settled)]
    [InlineData(TradeState.Completed, FillPhase.None, FillPhase.Settled)]
    [InlineData(TradeState.Confirming, FillPhase.Settled, FillPhase.Applied)]
    [InlineData(TradeState.Conflicting, FillPhase.None, FillPhase.None)]
    [InlineData(TradeState.Conflicting, FillPhase.Settled, FillPhase.Applied)]
    [InlineData(TradeState.Encumbered, FillPhase.Applied, FillPhase.Applied)]
    [InlineData(TradeState.Conflicted, FillPhase.Applied, FillPhase.None)]
    [InlineData(TradeState.Cancelled, FillPhase.Applied, FillPhase.None)]
    [InlineData(TradeState.Expired, FillPhase.None, FillPhase.None)]
    public void A_trades_state_decides_what_its_fill_does(TradeState state, FillPhase before, FillPhase after) =>
        FillPhases.After(before, state).ShouldBe(after);

    private static OwnOrderIntent Intent(params (UInt128 Fill, FillPhase Phase)[] fills) => new()
    {
        IsSell = true,
        BaseAmount = 1_000,
        ReducedBy = 0,
        IsSuspendedByOperator = false,
        ExpiresAt = Now.AddDays(1),
        Coins = [new BackingCoin(Coin(1), Proof(1))],
        Fills = fills,
    };
}
