namespace DarkSwap.Integration.Tests.Trading;

/// <summary>Both nodes die without warning (SIGKILL) in a state of the trade, and come back with what they had stored.</summary>
public sealed class KilledNodesTests(TradingStack stack) : IClassFixture<TradingStack>
{
    private const long Offered = 1_000;
    private const long Fill = 400;
    private const long SatoshisEach = 25;

    [Theory]
    [InlineData(TradeStep.Proposed)]
    [InlineData(TradeStep.PsbtReady)]
    [InlineData(TradeStep.TakerSigned)]
    [InlineData(TradeStep.Broadcast)]
    [InlineData(TradeStep.Confirmed)]
    public async Task The_trade_goes_on_where_it_was_and_nothing_happens_twice(TradeStep step)
    {
        var pair = await stack.CreatePairAsync($"killed {step}", "p2tr", Offered);
        var order = await pair.Alice.PlaceOrderAsync(new OrderTerms(pair.Asset, "sell", Offered, SatoshisEach, 100, "manual"), pair.RuneCoin);
        await pair.Bob.OrderAsync(order.OrderId, seen => seen.Status == "open");
        var before = await stack.HoldingsOnChainAsync(pair);
        var trade = new OngoingTrade(stack, pair, order.OrderId, Fill, TradingStack.ManualAcceptanceSeconds);
        await trade.AdvanceAsync(from: null, to: step);

        await Task.WhenAll(stack.AliceNode.KillAsync(CancellationToken.None), stack.BobNode.KillAsync(CancellationToken.None));
        await Task.WhenAll(stack.AliceNode.StartAgainAsync(CancellationToken.None), stack.BobNode.StartAgainAsync(CancellationToken.None));
        await trade.AdvanceAsync(from: step, to: TradeStep.Confirmed);

        await stack.ShouldHoldAsync(pair, before, Fill * SatoshisEach, -(Fill * SatoshisEach) - trade.FeeSatoshis, Fill);
        (await pair.Bob.TradeAsync(trade.Id, seen => seen.State == "completed")).OrderId.ShouldBe(order.OrderId);
        (await pair.Alice.TradeAsync(trade.Id, seen => seen.State == "completed")).OrderId.ShouldBe(order.OrderId);
    }
}
