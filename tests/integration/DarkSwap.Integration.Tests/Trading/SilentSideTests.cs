namespace DarkSwap.Integration.Tests.Trading;

/// <summary>One side falls silent in the middle of a trade.</summary>
public sealed class SilentSideTests(ImpatientTradingStack stack) : IClassFixture<ImpatientTradingStack>
{
    private const long Offered = 1_000;
    private const long Fill = 400;
    private const long SatoshisEach = 25;
    private const int AcceptanceSeconds = 10;

    [Fact]
    public async Task A_taker_that_never_signs_loses_the_trade_and_nobody_else_loses_anything()
    {
        var (pair, order, trade) = await BeginAsync("taker silent", TradeStep.PsbtReady);

        await stack.BobNode.KillAsync(CancellationToken.None);
        await pair.Alice.TradeAsync(trade.Id, seen => seen.State == "expired");
        await pair.Alice.CoinAsync(pair.RuneCoin.OutPoint, "available");
        (await pair.Alice.OrderAsync(order.OrderId, seen => seen.Status == "open")).Remaining.ShouldBe($"{Offered}");

        await stack.BobNode.StartAgainAsync(CancellationToken.None);
        await pair.Bob.TradeAsync(trade.Id, seen => seen.State == "expired");
        await pair.Bob.CoinAsync(pair.BitcoinCoin.OutPoint, "available");
    }

    [Fact]
    public async Task A_taker_whose_maker_is_silent_gets_its_coins_back_by_spending_them_also_when_its_node_is_killed()
    {
        var (pair, _, trade) = await BeginAsync("maker silent", TradeStep.TakerSigned);
        var before = await stack.HoldingsOnChainAsync(pair);

        await stack.AliceNode.KillAsync(CancellationToken.None);
        await pair.Bob.TradeAsync(trade.Id, seen => seen.State == "encumbered");
        await RestartBobAsync();
        await pair.Bob.TradeAsync(trade.Id, seen => seen.State == "encumbered");
        await pair.Bob.CoinAsync(pair.BitcoinCoin.OutPoint, "encumbered");
        var feeSatoshis = await pair.Bob.SignAsync(trade.Id, "reclaim");
        await Waiting.ForAsync("the reclaim in the mempool", async () =>
            (await stack.Chain.CallAsync("getrawmempool", [], CancellationToken.None)).GetArrayLength() > 0 ? "there" : null);
        await RestartBobAsync();
        await stack.Chain.MineAsync(1, CancellationToken.None);
        await pair.Bob.TradeAsync(trade.Id, seen => seen.State == "conflicted");

        await stack.AliceNode.StartAgainAsync(CancellationToken.None);
        await pair.Alice.TradeAsync(trade.Id, seen => seen.IsOver && seen.State != "completed");
        await stack.ShouldHoldAsync(pair, before, aliceSatoshis: 0, bobSatoshis: -feeSatoshis, runes: 0);
    }

    [Fact]
    public async Task A_taker_that_was_away_while_the_maker_broadcast_finds_the_trade_completed()
    {
        var (pair, _, trade) = await BeginAsync("taker away", TradeStep.TakerSigned);
        var before = await stack.HoldingsOnChainAsync(pair);

        await stack.BobNode.KillAsync(CancellationToken.None);
        await pair.Alice.SignAsync(trade.Id);
        await stack.MineAsync((await pair.Alice.TradeAsync(trade.Id, seen => seen.IsBroadcast)).TransactionId!);
        await pair.Alice.TradeAsync(trade.Id, seen => seen.State == "completed");
        await stack.BobNode.StartAgainAsync(CancellationToken.None);

        await pair.Bob.TradeAsync(trade.Id, seen => seen.State == "completed");
        await stack.ShouldHoldAsync(pair, before, Fill * SatoshisEach, -(Fill * SatoshisEach) - trade.FeeSatoshis, Fill);
    }

    /// <summary>Without warning (SIGKILL): Alice's node is dead already, so nobody remembers the trade but Bob's disk.</summary>
    private async Task RestartBobAsync()
    {
        await stack.BobNode.KillAsync(CancellationToken.None);
        await stack.BobNode.StartAgainAsync(CancellationToken.None);
    }

    private async Task<(TradingPair Pair, OrderView Order, OngoingTrade Trade)> BeginAsync(string test, TradeStep step)
    {
        var pair = await stack.CreatePairAsync(test, "p2wpkh", Offered);
        var order = await pair.Alice.PlaceOrderAsync(new OrderTerms(pair.Asset, "sell", Offered, SatoshisEach, 100), pair.RuneCoin);
        await pair.Bob.OrderAsync(order.OrderId, seen => seen.Status == "open");
        var trade = new OngoingTrade(stack, pair, order.OrderId, Fill, AcceptanceSeconds);
        await trade.AdvanceAsync(from: null, to: step);
        return (pair, order, trade);
    }
}
