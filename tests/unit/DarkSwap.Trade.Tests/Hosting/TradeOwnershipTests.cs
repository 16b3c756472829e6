using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Trades;
using DarkSwap.Cryptography;
using DarkSwap.Hosting.Security;
using DarkSwap.Testing;
using DarkSwap.Trade.Tests.Simulation;

namespace DarkSwap.Trade.Tests.Hosting;

/// <summary>A trade that fills a user's order, at the node that is the user's agent.</summary>
public sealed class TradeOwnershipTests : IAsyncLifetime
{
    private static readonly string User = PeerIdOf(7);
    private readonly ManualTimeProvider clock = new(ModelWorld.Start);
    private readonly ModelChain chain = new();
    private readonly ModelWorld world = new(OrderSide.Sell, SettlementAcceptance.Automatic);
    private TradingNode maker = null!;
    private TradingNode taker = null!;
    private HttpClient user = null!;
    private HttpClient other = null!;

    public async Task InitializeAsync()
    {
        maker = new TradingNode(world, TradeSide.Maker, chain, clock);
        taker = new TradingNode(world, TradeSide.Taker, chain, clock);
        maker.Neighbours.Other = taker.Neighbours;
        taker.Neighbours.Other = maker.Neighbours;
        maker.Neighbours.User = User;
        taker.Neighbours.User = User;
        await maker.StartAsync();
        await taker.StartAsync();
        user = maker.Neighbours.Host!.ClientOf(User, AccessPolicies.OfUsers);
        other = maker.Neighbours.Host!.ClientOf(PeerIdOf(8), AccessPolicies.OfUsers);
    }

    public async Task DisposeAsync()
    {
        user.Dispose();
        other.Dispose();
        await maker.DisposeAsync();
        await taker.DisposeAsync();
    }

    [Fact]
    public async Task The_user_signs_and_the_trade_completes()
    {
        await BringToSignatureAsync();

        var psbt = (await user.GetFromJsonAsync<JsonElement>($"trades/{world.TradeId}/psbt")).GetProperty("psbt").GetBytesFromBase64();
        using var signed = await user.PostAsJsonAsync($"trades/{world.TradeId}/signatures", new { psbt = ModelTransactions.Sign(psbt, maker.Role) });
        (await signed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString().ShouldBe("broadcast");
        await taker.Neighbours.WaitForAsync(TradeState.Broadcast);
        chain.Mine();
        await maker.Neighbours.ObserveAsync(world.TradeId);

        (await maker.Neighbours.WaitForAsync(TradeState.Completed)).Owner.ShouldBe(User);
    }

    [Fact]
    public async Task The_trade_is_the_users_at_the_makers_node_and_the_nodes_at_the_takers()
    {
        await BringToSignatureAsync();

        (await user.GetFromJsonAsync<JsonElement>($"trades/{world.TradeId}")).GetProperty("owner").GetString().ShouldBe(User);
        (await taker.GetAsync($"trades/{world.TradeId}")).TryGetProperty("owner", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Lists_hold_what_is_the_callers()
    {
        await BringToSignatureAsync();
        using var takersUser = taker.Neighbours.Host!.ClientOf(User, AccessPolicies.OfUsers);

        (await CountAsync(user)).ShouldBe(1);
        (await CountAsync(other)).ShouldBe(0);
        (await CountAsync(maker.Client)).ShouldBe(1);
        (await CountAsync(takersUser)).ShouldBe(0);
    }

    [Fact]
    public async Task To_another_user_there_is_no_such_trade()
    {
        await BringToSignatureAsync();

        foreach (var path in new[] { "", "/psbt", "/transcript" })
        {
            await ShouldBeAsync(await other.GetAsync($"trades/{world.TradeId}{path}"), HttpStatusCode.NotFound, "not-found");
        }

        foreach (var (path, body) in Writes())
        {
            await ShouldBeAsync(await other.PostAsJsonAsync($"trades/{world.TradeId}/{path}", body), HttpStatusCode.NotFound, "not-found");
        }

        (await maker.StateAsync()).ShouldBe("takerSigned");
    }

    [Fact]
    public async Task Whoever_acts_for_the_node_sees_a_users_trade_and_leaves_it_to_its_user()
    {
        await BringToSignatureAsync();

        (await maker.Client.GetAsync($"trades/{world.TradeId}/psbt")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var (path, body) in Writes())
        {
            await ShouldBeAsync(await maker.Client.PostAsJsonAsync($"trades/{world.TradeId}/{path}", body), HttpStatusCode.Forbidden, "not-the-owner");
        }
    }

    [Fact]
    public async Task A_user_takes_no_orders_and_sees_no_trade_of_the_nodes_own()
    {
        using var takersUser = taker.Neighbours.Host!.ClientOf(User, AccessPolicies.OfUsers);
        await ShouldBeAsync(await takersUser.PostAsJsonAsync("trades", TradeRequests.Valid(world)), HttpStatusCode.Forbidden, "taking-needs-delegation");
        await BringToSignatureAsync();

        await ShouldBeAsync(await takersUser.GetAsync($"trades/{world.TradeId}"), HttpStatusCode.NotFound, "not-found");
    }

    private static string PeerIdOf(byte seed) => PeerId.FromPublicKey(PrivateKey.FromSeed(Enumerable.Repeat(seed, Ed25519.SeedLength).ToArray()).PublicKey).ToString();

    private static async Task<int> CountAsync(HttpClient client) => (await client.GetFromJsonAsync<JsonElement>("trades")).GetProperty("items").GetArrayLength();

    private static async Task ShouldBeAsync(HttpResponseMessage response, HttpStatusCode status, string type)
    {
        response.StatusCode.ShouldBe(status);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString().ShouldBe($"urn:darkswap:problem:{type}");
    }

    private static IEnumerable<(string Path, object Body)> Writes() =>
    [
        ("acceptance", new { }), ("rejection", new { }), ("cancellation", new { }), ("fee-bumps", new { feeRate = "9000" }), ("signatures", new { psbt = new byte[] { 1 } }),
    ];

    private async Task BringToSignatureAsync()
    {
        using var started = await taker.Client.PostAsJsonAsync("trades", TradeRequests.Valid(world));
        started.StatusCode.ShouldBe(HttpStatusCode.Created, await started.Content.ReadAsStringAsync());
        await taker.Neighbours.WaitForAsync(TradeState.PsbtReady);
        await taker.SignAsync();
        await maker.Neighbours.WaitForAsync(change => change.State == TradeState.TakerSigned && change.TransactionId is not null);
        while (!(await maker.GetAsync($"trades/{world.TradeId}")).TryGetProperty("needs", out _))
        {
            await maker.Neighbours.WaitForAsync(_ => true);
        }
    }
}
