using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Testing;
using DarkSwap.Trade.Tests.Simulation;

namespace DarkSwap.Trade.Tests.Hosting;

public sealed class TradeFlowTests : IAsyncLifetime
{
    private readonly ManualTimeProvider clock = new(ModelWorld.Start);
    private readonly ModelChain chain = new();
    private ModelWorld world = new();
    private TradingNode maker = null!;
    private TradingNode taker = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await maker.DisposeAsync();
        await taker.DisposeAsync();
    }

    [Theory]
    [InlineData(OrderSide.Sell)]
    [InlineData(OrderSide.Buy)]
    public async Task Carries_a_trade_from_the_proposal_to_its_confirmation(OrderSide makerSide)
    {
        await StartAsync(makerSide);
        await TradeAsync();
    }

    [Fact]
    [Trait("Category", "Server")]
    public async Task Carries_a_trade_on_PostgreSQL()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        await StartAsync(databases: server.NewDatabase);
        await TradeAsync();
        (await taker.GetAsync("trades?state=completed&limit=1")).GetProperty("items").GetArrayLength().ShouldBe(1);
        await DisposeAsync();
    }

    [Fact]
    public async Task A_proposal_to_an_order_with_manual_acceptance_waits_for_the_operator()
    {
        await StartAsync(acceptance: SettlementAcceptance.Manual);
        await ProposeAsync();
        await NeedsAsync(maker, "acceptance");
        await maker.PostAsync($"trades/{world.TradeId}/rejection", new { reason = "not today" });
        var ended = await taker.Neighbours.WaitForAsync(TradeState.Rejected);
        ended.Reason.ShouldBe("declined");
        await maker.Neighbours.WaitForAsync(TradeState.Rejected);
    }

    [Fact]
    public async Task Taker_vanishes_after_the_acceptance_and_nothing_stays_locked()
    {
        await StartAsync();
        await ProposeAsync();
        await maker.Neighbours.WaitForAsync(TradeState.PsbtReady);
        await taker.StopAsync();
        maker.Neighbours.Other = null;
        await AdvanceAsync(maker, TimeSpan.FromMinutes(10), TradeState.Expired);
        await taker.StartAsync();
        await taker.Neighbours.WaitForAsync(TradeState.Expired);
    }

    [Fact]
    public async Task Maker_vanishes_after_the_taker_signed_and_broadcasts_an_hour_later()
    {
        await StartAsync();
        await ProposeAsync();
        await taker.Neighbours.WaitForAsync(TradeState.PsbtReady);
        await taker.SignAsync();
        await maker.Neighbours.WaitForAsync(TradeState.TakerSigned);
        await maker.StopAsync();
        taker.Neighbours.Other = null;
        await AdvanceAsync(taker, TimeSpan.FromHours(1), TradeState.Encumbered);
        taker.Neighbours.IsLockedForGood.ShouldBeTrue();
        (await taker.Client.PostAsJsonAsync($"trades/{world.TradeId}/cancellation", new { })).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        // The maker had everything that it needs, and broadcasts without a word.
        var transactionId = (await taker.GetAsync($"trades/{world.TradeId}")).GetProperty("transactionId").GetString()!;
        chain.Submit(new ModelTransaction(transactionId, [], 1)).ShouldBeTrue();
        await taker.Neighbours.ObserveAsync(world.TradeId);
        await taker.Neighbours.WaitForAsync(TradeState.Broadcast);
        await MineAsync();
        await taker.Neighbours.WaitForAsync(TradeState.Completed);
    }

    [Fact]
    public async Task Maker_vanishes_after_the_taker_signed_and_the_taker_reclaims()
    {
        await StartAsync();
        await ProposeAsync();
        await taker.Neighbours.WaitForAsync(TradeState.PsbtReady);
        await taker.SignAsync();
        await maker.Neighbours.WaitForAsync(TradeState.TakerSigned);
        await maker.StopAsync();
        taker.Neighbours.Other = null;
        await AdvanceAsync(taker, TimeSpan.FromHours(1), TradeState.Encumbered);

        var reclaim = await taker.GetAsync($"trades/{world.TradeId}/psbt?purpose=reclaim");
        var unsigned = reclaim.GetProperty("psbt").GetBytesFromBase64();
        var refused = await taker.Client.PostAsJsonAsync($"trades/{world.TradeId}/signatures", new { psbt = unsigned, purpose = "reclaim" });
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await taker.PostAsync($"trades/{world.TradeId}/signatures", new { psbt = ModelTransactions.Sign(unsigned, taker.Role), purpose = "reclaim" });
        (await taker.Neighbours.Broadcasts.Reader.ReadAsync()).ShouldBe(reclaim.GetProperty("transactionId").GetString());
        await taker.Neighbours.SpendElsewhereAsync(world.TradeId, TransactionStatus.InMempool, 0);
        await taker.Neighbours.WaitForAsync(TradeState.Conflicting);
        await taker.Neighbours.SpendElsewhereAsync(world.TradeId, TransactionStatus.Confirmed, 1);
        await taker.Neighbours.WaitForAsync(TradeState.Conflicted);
    }

    [Fact]
    public async Task A_signed_PSBT_that_changes_anything_or_signs_another_input_is_refused_and_nothing_is_sent()
    {
        await StartAsync();
        await ProposeAsync();
        await taker.Neighbours.WaitForAsync(TradeState.PsbtReady);
        var psbt = (await taker.GetAsync($"trades/{world.TradeId}/psbt")).GetProperty("psbt").GetBytesFromBase64();
        byte[] changed = [.. ModelTransactions.Sign(psbt, taker.Role).AsSpan()[..^1], 7];
        await IsRefusedAsync(changed, "templateMatches");
        await IsRefusedAsync(ModelTransactions.Sign(psbt, maker.Role), "inputsAreAsOffered");
        await IsRefusedAsync(ModelTransactions.Merge(psbt), "inputsAreAsOffered");
        await IsRefusedAsync(psbt, "mergedTransactionIsValid");
        (await TranscriptAsync(taker)).Count.ShouldBe(4);
        (await taker.StateAsync()).ShouldBe("psbtReady");
    }

    [Fact]
    public async Task A_step_that_the_chain_does_not_allow_is_tried_again_until_it_does()
    {
        await StartAsync();
        maker.Neighbours.IsChainReady = false;
        await ProposeAsync();
        await taker.Neighbours.WaitForAsync(TradeState.Proposed);
        (await maker.StateAsync()).ShouldBe("proposed");
        maker.Neighbours.HasToldOfReadyChain = false;
        maker.Neighbours.IsChainReady = true;
        var isReady = taker.Neighbours.WaitForAsync(TradeState.PsbtReady);
        while (!maker.Neighbours.HasToldOfReadyChain && !isReady.IsCompleted)
        {
            // The maker may not have gone to sleep yet when time passes.
            clock.Advance(TimeSpan.FromSeconds(16));
            await Task.WhenAny(isReady, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System));
        }

        await isReady;
    }

    [Fact]
    public async Task A_restart_goes_on_where_the_trade_was()
    {
        await StartAsync();
        await ProposeAsync();
        await taker.Neighbours.WaitForAsync(TradeState.PsbtReady);
        await RestartAsync();
        await taker.SignAsync();
        await maker.Neighbours.WaitForAsync(TradeState.TakerSigned);
        await RestartAsync();
        await NeedsAsync(maker, "signature");
        await maker.SignAsync();
        await taker.Neighbours.WaitForAsync(TradeState.Broadcast);
        await RestartAsync();
        await MineAsync();
        await taker.Neighbours.WaitForAsync(TradeState.Completed);
        await maker.Neighbours.WaitForAsync(TradeState.Completed);
    }

    private async Task StartAsync(
        OrderSide makerSide = OrderSide.Sell, SettlementAcceptance acceptance = SettlementAcceptance.Automatic, Func<string>? databases = null)
    {
        world = new ModelWorld(makerSide, acceptance);
        maker = new TradingNode(world, TradeSide.Maker, chain, clock, databases?.Invoke());
        taker = new TradingNode(world, TradeSide.Taker, chain, clock, databases?.Invoke());
        Connect();
        await maker.StartAsync();
        await taker.StartAsync();
    }

    private async Task TradeAsync()
    {
        await ProposeAsync();
        await taker.Neighbours.WaitForAsync(TradeState.PsbtReady);
        var psbt = await taker.GetAsync($"trades/{world.TradeId}/psbt");
        psbt.GetProperty("satoshiChange").GetString().ShouldBe("-10846");
        psbt.GetProperty("assetChanges")[0].GetProperty("amount").GetString().ShouldBe("400");

        (await taker.SignAsync()).GetProperty("state").GetString().ShouldBe("takerSigned");
        await maker.Neighbours.WaitForAsync(change => change.State == TradeState.TakerSigned && change.TransactionId is not null);
        await NeedsAsync(maker, "signature");
        (await maker.SignAsync()).GetProperty("state").GetString().ShouldBe("broadcast");
        await taker.Neighbours.WaitForAsync(TradeState.Broadcast);
        taker.Neighbours.IsLockedForGood.ShouldBeTrue();

        await MineAsync();
        await taker.Neighbours.WaitForAsync(TradeState.Completed);
        var change = await maker.Neighbours.WaitForAsync(TradeState.Completed);
        change.AssetChangeOutPoint.ShouldBe(change.TransactionId + ":2");
        var transcripts = new[] { await TranscriptAsync(maker), await TranscriptAsync(taker) };
        transcripts[0].ShouldBe(transcripts[1]);
        transcripts[0].Count.ShouldBe(8);
    }

    private void Connect()
    {
        maker.Neighbours.Other = taker.Neighbours;
        taker.Neighbours.Other = maker.Neighbours;
    }

    private async Task RestartAsync()
    {
        await maker.StopAsync();
        await taker.StopAsync();
        await maker.StartAsync();
        await taker.StartAsync();
    }

    private async Task ProposeAsync()
    {
        var request = TradeRequests.Valid(world);
        var response = await taker.Client.PostAsJsonAsync("trades", request);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        response.Headers.Location!.ToString().ShouldBe($"/api/v1/trades/{world.TradeId}");
        (await taker.Client.PostAsJsonAsync("trades", request)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task AdvanceAsync(TradingNode node, TimeSpan duration, TradeState expected)
    {
        var clock = (ManualTimeProvider)node.Neighbours.TimeProvider;
        clock.Advance(duration);
        var awaited = node.Neighbours.WaitForAsync(expected);

        // A driver that looked at the clock just before goes to sleep just after, for half a minute at most.
        while (await Task.WhenAny(awaited, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System)) != awaited)
        {
            clock.Advance(TimeSpan.FromSeconds(31));
        }

        await awaited;
    }

    private async Task MineAsync()
    {
        chain.Mine();
        foreach (var node in new[] { maker, taker }.Where(node => node.Neighbours.Host is not null))
        {
            await node.Neighbours.ObserveAsync(world.TradeId);
        }
    }

    private async Task NeedsAsync(TradingNode node, string need)
    {
        while (true)
        {
            var response = await node.Client.GetAsync($"trades/{world.TradeId}");
            if (response.IsSuccessStatusCode && (await response.Content.ReadFromJsonAsync<JsonElement>()).TryGetProperty("needs", out var needs) && needs.GetString() == need)
            {
                return;
            }

            await node.Neighbours.WaitForAsync(_ => true);
        }
    }

    private async Task<List<string>> TranscriptAsync(TradingNode node) =>
        [.. (await node.GetAsync($"trades/{world.TradeId}/transcript")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("hash").GetString()!)];

    private async Task IsRefusedAsync(byte[] psbt, string check)
    {
        var response = await taker.Client.PostAsJsonAsync($"trades/{world.TradeId}/signatures", new { psbt });
        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("type").GetString().ShouldBe("urn:darkswap:problem:settlement-check-failed");
        problem.GetProperty("checks")[0].GetProperty("check").GetString().ShouldBe(check);
    }
}
