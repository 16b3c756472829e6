using System.Net;

namespace DarkSwap.Integration.Tests.Trading;

/// <summary>Trades that do not go as agreed.</summary>
public sealed class FailedTradeTests(TradingStack stack) : IClassFixture<TradingStack>
{
    private const long Offered = 1_000;
    private const long Fill = 400;
    private const long SatoshisEach = 25;

    [Fact]
    public async Task A_rejected_proposal_leaves_the_order_and_all_coins_free()
    {
        var (pair, order, trade) = await BeginAsync("rejected", TradeStep.Proposed);

        await pair.Alice.Api.PostAsync($"trades/{trade.Id}/rejection", new { reason = "not today" });

        await pair.Alice.TradeAsync(trade.Id, seen => seen.State == "rejected");
        (await pair.Bob.TradeAsync(trade.Id, seen => seen.State == "rejected")).Reason.ShouldNotBeNull();
        await ShouldBeFreeAsync(pair, order);
    }

    [Fact]
    public async Task A_trade_cancelled_before_a_signature_left_frees_all_coins()
    {
        var (pair, order, trade) = await BeginAsync("cancelled", TradeStep.PsbtReady);

        await pair.Bob.Api.PostAsync($"trades/{trade.Id}/cancellation", new { });

        await pair.Alice.TradeAsync(trade.Id, seen => seen.State == "cancelled");
        await pair.Bob.TradeAsync(trade.Id, seen => seen.State == "cancelled");
        await ShouldBeFreeAsync(pair, order);
    }

    [Fact]
    public async Task A_trade_cannot_be_cancelled_once_a_signature_has_left()
    {
        var (pair, _, trade) = await BeginAsync("too late", TradeStep.TakerSigned);

        var answer = await pair.Bob.Api.SendAsync(HttpMethod.Post, $"trades/{trade.Id}/cancellation", new { });

        answer.Status.ShouldBe(HttpStatusCode.Conflict);
        answer.ProblemType.ShouldBe("trade-wrong-state");
        await trade.AdvanceAsync(TradeStep.TakerSigned, TradeStep.Confirmed);
    }

    [Theory]
    [InlineData("output-amount")]
    [InlineData("output-script")]
    [InlineData("output-added")]
    [InlineData("output-removed")]
    [InlineData("sequence")]
    [InlineData("lock-time")]
    [InlineData("version")]
    public async Task A_signed_psbt_that_differs_from_the_agreed_one_is_refused_with_the_named_check(string change)
    {
        var (pair, _, trade) = await BeginAsync($"altered {change}", TradeStep.PsbtReady);
        var asked = await pair.Bob.Api.GetAsync($"trades/{trade.Id}/psbt");
        var altered = await stack.Wallet.AlterPsbtAsync(asked.GetProperty("psbt").GetString()!, change, CancellationToken.None);
        var signed = await stack.Wallet.SignPsbtAsync(altered, pair.Bob.CoinKey, [1], "bitcoinjs", CancellationToken.None);

        await ShouldRefuseAsync(pair, trade, signed);
    }

    [Theory]
    [InlineData(0x02)]
    [InlineData(0x03)]
    [InlineData(0x81)]
    [InlineData(0x83)]
    public async Task A_signature_that_leaves_something_open_is_refused_with_the_named_check(int signatureHashType)
    {
        var (pair, _, trade) = await BeginAsync($"hash type {signatureHashType}", TradeStep.PsbtReady);
        var asked = await pair.Bob.Api.GetAsync($"trades/{trade.Id}/psbt");
        var signed = await stack.Wallet.SignPsbtAsync(asked.GetProperty("psbt").GetString()!, pair.Bob.CoinKey, [1], signatureHashType, CancellationToken.None);

        await ShouldRefuseAsync(pair, trade, signed);
    }

    [Fact]
    public async Task A_coin_of_somebody_else_cannot_be_put_up()
    {
        var (pair, order, _) = await OfferAsync("not mine");

        var answer = await pair.Bob.Api.SendAsync(HttpMethod.Post, "trades", await pair.Bob.ProposalAsync(TradingStack.NewTradeId(), order.OrderId, Fill, pair.RuneCoin, TradingStack.ManualAcceptanceSeconds));

        ((int)answer.Status).ShouldBeInRange(400, 499);
        await ShouldBeFreeAsync(pair, order);
    }

    [Fact]
    public async Task Repeating_a_proposal_changes_nothing_and_another_body_with_its_id_is_refused()
    {
        var (pair, order, _) = await OfferAsync("repeated");
        var tradeId = TradingStack.NewTradeId();
        var proposal = await pair.Bob.ProposalAsync(tradeId, order.OrderId, Fill, pair.BitcoinCoin, TradingStack.ManualAcceptanceSeconds);

        (await pair.Bob.Api.SendAsync(HttpMethod.Post, "trades", proposal)).Status.ShouldBe(HttpStatusCode.Created);
        (await pair.Bob.Api.SendAsync(HttpMethod.Post, "trades", proposal)).Status.ShouldBe(HttpStatusCode.OK);
        var other = await pair.Bob.Api.SendAsync(HttpMethod.Post, "trades", await pair.Bob.ProposalAsync(tradeId, order.OrderId, Fill + 1, pair.BitcoinCoin, TradingStack.ManualAcceptanceSeconds));

        other.Status.ShouldBe(HttpStatusCode.Conflict);
        other.ProblemType.ShouldBe("trade-id-taken");
        await pair.Alice.TradeAsync(tradeId, seen => seen.Needs == "acceptance");
        await pair.Bob.Api.PostAsync($"trades/{tradeId}/cancellation", new { });
        await pair.Alice.TradeAsync(tradeId, seen => seen.State == "cancelled");
        await ShouldBeFreeAsync(pair, order);
    }

    [Fact]
    public async Task An_offered_coin_that_is_spent_elsewhere_ends_the_trade_and_the_order()
    {
        var (pair, order, trade) = await BeginAsync("spent elsewhere", TradeStep.TakerSigned);
        var stranger = await stack.Wallet.CreateKeyAsync("p2tr", "spent elsewhere stranger", CancellationToken.None);
        var spending = await stack.Wallet.TransferAsync([pair.RuneCoin], [(stranger.Address, 1_000)], stranger.Address, null, CancellationToken.None);

        await stack.Chain.SendAsync(spending.Transaction, CancellationToken.None);
        await pair.Bob.OrderAsync(order.OrderId, seen => seen.Status != "open");
        await stack.Chain.MineAsync(1, CancellationToken.None);

        await pair.Alice.TradeAsync(trade.Id, seen => seen.State == "conflicted");
        await pair.Bob.TradeAsync(trade.Id, seen => seen.State == "conflicted");
        await pair.Bob.CoinAsync(pair.BitcoinCoin.OutPoint, "available");
    }

    [Fact]
    public async Task A_bitcoin_node_that_is_away_for_ten_seconds_delays_the_trade_and_no_more()
    {
        var (pair, _, trade) = await BeginAsync("away", TradeStep.PsbtReady);
        var before = await stack.HoldingsOnChainAsync(pair);
        await stack.Chain.StopAsync(CancellationToken.None);
        var stoppedAt = TimeProvider.System.GetTimestamp();
        await Waiting.ForAsync("Bob's node to miss its Bitcoin node", async () =>
            (await pair.Bob.Api.SendAsync(HttpMethod.Get, $"coins?address={pair.Bob.CoinKey.Address}", null)).Status == HttpStatusCode.ServiceUnavailable ? "missed" : null);

        await Waiting.ForAsync("ten seconds to pass", () => Task.FromResult(TimeProvider.System.GetElapsedTime(stoppedAt) >= TimeSpan.FromSeconds(10) ? "passed" : null));
        await stack.Chain.StartAgainAsync(CancellationToken.None);
        await trade.AdvanceAsync(TradeStep.PsbtReady, TradeStep.Confirmed);

        await stack.ShouldHoldAsync(pair, before, Fill * SatoshisEach, -(Fill * SatoshisEach) - trade.FeeSatoshis, Fill);
    }

    private static async Task ShouldRefuseAsync(TradingPair pair, OngoingTrade trade, string signedPsbt)
    {
        var answer = await pair.Bob.Api.SendAsync(HttpMethod.Post, $"trades/{trade.Id}/signatures", new { psbt = signedPsbt });

        answer.Status.ShouldBe(HttpStatusCode.Conflict, answer.Text);
        answer.ProblemType.ShouldBe("settlement-check-failed");
        answer.Body.GetProperty("checks").GetArrayLength().ShouldBePositive();
        answer.Body.GetProperty("checks")[0].GetProperty("check").GetString().ShouldNotBeNullOrEmpty();
        (await pair.Bob.TradeAsync(trade.Id, _ => true)).State.ShouldBe("psbtReady");
        await trade.AdvanceAsync(TradeStep.PsbtReady, TradeStep.Confirmed);
    }

    private static async Task ShouldBeFreeAsync(TradingPair pair, OrderView order)
    {
        await pair.Alice.CoinAsync(pair.RuneCoin.OutPoint, "available");
        await pair.Bob.CoinAsync(pair.BitcoinCoin.OutPoint, "available");
        (await pair.Bob.OrderAsync(order.OrderId, seen => seen.Status == "open")).Remaining.ShouldBe($"{Offered}");
    }

    private async Task<(TradingPair Pair, OrderView Order, OngoingTrade Trade)> BeginAsync(string test, TradeStep step)
    {
        var begun = await OfferAsync(test);
        await begun.Trade.AdvanceAsync(from: null, to: step);
        return begun;
    }

    private async Task<(TradingPair Pair, OrderView Order, OngoingTrade Trade)> OfferAsync(string test)
    {
        var pair = await stack.CreatePairAsync(test, "p2tr", Offered);
        var order = await pair.Alice.PlaceOrderAsync(new OrderTerms(pair.Asset, "sell", Offered, SatoshisEach, 100, "manual"), pair.RuneCoin);
        await pair.Bob.OrderAsync(order.OrderId, seen => seen.Status == "open");
        return (pair, order, new OngoingTrade(stack, pair, order.OrderId, Fill, TradingStack.ManualAcceptanceSeconds));
    }
}
