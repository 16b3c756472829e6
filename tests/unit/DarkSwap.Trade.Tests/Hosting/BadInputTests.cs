using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Trades;
using DarkSwap.Testing;
using DarkSwap.Trade.Tests.Simulation;

namespace DarkSwap.Trade.Tests.Hosting;

public sealed class BadInputTests : IAsyncLifetime
{
    private static readonly Guid Nobody = new("11111111-2222-3333-4444-555555555555");

    private readonly ModelWorld world = new();
    private readonly TradingNode taker;

    public BadInputTests() => taker = new TradingNode(world, TradeSide.Taker, new ModelChain(), new ManualTimeProvider(ModelWorld.Start));

    public Task InitializeAsync() => taker.StartAsync();

    public async Task DisposeAsync() => await taker.DisposeAsync();

    [Fact]
    public async Task Each_wrong_field_of_a_new_trade_is_named()
    {
        await IsInvalidAsync(body => body["tradeId"] = "0", "tradeId");
        await IsInvalidAsync(body => body["tradeId"] = Guid.Empty.ToString(), "tradeId");
        await IsInvalidAsync(body => body["orderId"] = "XYZ", "orderId");
        await IsInvalidAsync(body => body["orderId"] = null, "orderId");
        await IsInvalidAsync(body => body["fill"] = 400, "fill");
        await IsInvalidAsync(body => body["fill"] = "0", "fill");
        await IsInvalidAsync(body => body["fill"] = "-1", "fill");
        await IsInvalidAsync(body => body["fill"] = new string('9', 40), "fill");
        await IsInvalidAsync(body => body["fill"] = "1.5", "fill");
        await IsInvalidAsync(body => body["feeRate"] = 2000, "feeRate");
        await IsInvalidAsync(body => body["feeRate"] = "0", "feeRate");
        await IsInvalidAsync(body => body["feeRate"] = "99999999999999999999", "feeRate");
        await IsInvalidAsync(body => body["confirmations"] = 0, "confirmations");
        await IsInvalidAsync(body => body["confirmations"] = 7, "confirmations");
        await IsInvalidAsync(body => body["makerCoinConfirmations"] = "1", "makerCoinConfirmations");
        await IsInvalidAsync(body => body["acceptWithinSeconds"] = 1_000_000, "acceptWithinSeconds");
        await IsInvalidAsync(body => body["state"] = "completed", "state");
        await IsInvalidAsync(body => body["settlement"] = null, "settlement");
        await IsInvalidAsync(body => body["settlement"]!["coins"] = new JsonArray(), "settlement.coins");
        await IsInvalidAsync(body => body["settlement"]!["coins"] = new JsonArray((JsonNode?)null), "settlement.coins[0]");
        await IsInvalidAsync(body => Coin(body)["outPoint"] = "nonsense", "settlement.coins[0].outPoint");
        await IsInvalidAsync(body => Coin(body)["proof"] = "", "settlement.coins[0].proof");
        await IsInvalidAsync(body => Coin(body)["proof"] = "not base64!", "settlement.coins[0].proof");
        await IsInvalidAsync(body => body["settlement"]!["coins"]!.AsArray().Add(Coin(body).DeepClone()), "settlement.coins");
        await IsInvalidAsync(body => body["settlement"]!["receiveAddress"] = "", "settlement.receiveAddress");
        await IsInvalidAsync(body => body["settlement"]!["changeAddress"] = new string('a', 500), "settlement.changeAddress");
        await IsInvalidAsync(body => body["settlement"]!["acceptance"] = "manual", "settlement.acceptance");
        await IsInvalidAsync(body => body.AsObject().Remove("fill"), "fill");
    }

    [Fact]
    public async Task A_body_that_is_no_trade_is_400()
    {
        foreach (var body in new[] { "", "null", "[]", "{", "{\"tradeId\":1}", "\"text\"" })
        {
            var response = await taker.Client.PostAsync("trades", new StringContent(body, Encoding.UTF8, "application/json"));
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, body);
        }
    }

    [Fact]
    public async Task A_wrong_query_is_named()
    {
        foreach (var (query, field) in new[]
        {
            ("limit=0", "limit"), ("limit=1001", "limit"), ("limit=many", "limit"), ("state=Completed", "state"), ("state=3", "state"),
            ("needs=money", "needs"), ("orderId=1", "orderId"), ("cursor=%00", "cursor"), ("cursor=AAAA", "cursor"),
        })
        {
            await NamesAsync(await taker.Client.GetAsync($"trades?{query}"), field);
        }
    }

    [Fact]
    public async Task A_trade_of_nobody_is_404_on_every_path()
    {
        foreach (var path in new[] { "", "/psbt", "/psbt?purpose=reclaim", "/transcript" })
        {
            (await taker.Client.GetAsync($"trades/{Nobody}{path}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        foreach (var (path, body) in Posts())
        {
            (await taker.Client.PostAsJsonAsync($"trades/{Nobody}{path}", body)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await taker.Client.GetAsync("trades/not-an-id")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_the_operators_token_every_path_is_401()
    {
        var anonymous = taker.Neighbours.Host!.Anonymous;
        foreach (var path in new[] { "trades", $"trades/{Nobody}", $"trades/{Nobody}/psbt", $"trades/{Nobody}/transcript" })
        {
            (await anonymous.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
        }

        (await anonymous.PostAsJsonAsync("trades", TradeRequests.Valid(world))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        foreach (var (path, body) in Posts())
        {
            (await anonymous.PostAsJsonAsync($"trades/{Nobody}{path}", body)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
        }
    }

    [Fact]
    public async Task What_a_state_does_not_allow_is_409_with_its_type()
    {
        (await taker.Client.PostAsJsonAsync("trades", TradeRequests.Valid(world))).StatusCode.ShouldBe(HttpStatusCode.Created);
        foreach (var path in new[] { "/acceptance", "/rejection" })
        {
            await IsProblemAsync(await taker.Client.PostAsJsonAsync($"trades/{world.TradeId}{path}", new { }), HttpStatusCode.Conflict, "trade-wrong-state");
        }

        await IsProblemAsync(await taker.Client.GetAsync($"trades/{world.TradeId}/psbt"), HttpStatusCode.Conflict, "trade-wrong-state");
        await IsProblemAsync(await taker.Client.GetAsync($"trades/{world.TradeId}/psbt?purpose=reclaim"), HttpStatusCode.Conflict, "trade-wrong-state");
        await IsProblemAsync(await taker.Client.PostAsJsonAsync($"trades/{world.TradeId}/fee-bumps", new { feeRate = "5000" }), HttpStatusCode.Conflict, "trade-wrong-state");
        await IsProblemAsync(await taker.Client.PostAsJsonAsync($"trades/{world.TradeId}/signatures", new { psbt = ModelTransactions.Unsigned([1]) }), HttpStatusCode.Conflict, "trade-wrong-state");
    }

    [Fact]
    public async Task Bodies_of_decisions_are_checked_too()
    {
        (await taker.Client.PostAsJsonAsync("trades", TradeRequests.Valid(world))).StatusCode.ShouldBe(HttpStatusCode.Created);
        var trade = $"trades/{world.TradeId}";
        await NamesAsync(await taker.Client.PostAsJsonAsync($"{trade}/signatures", new { psbt = new byte[] { 1, 2, 3 } }), "psbt");
        await NamesAsync(await taker.Client.PostAsJsonAsync($"{trade}/signatures", new { psbt = "%%%" }), "psbt");
        await NamesAsync(await taker.Client.PostAsJsonAsync($"{trade}/signatures", new { }), "psbt");
        await NamesAsync(await taker.Client.PostAsJsonAsync($"{trade}/signatures", new { psbt = ModelTransactions.Unsigned([1]), purpose = "theft" }), "purpose");
        await NamesAsync(await taker.Client.PostAsJsonAsync($"{trade}/fee-bumps", new { feeRate = "-1" }), "feeRate");
        await NamesAsync(await taker.Client.PostAsJsonAsync($"{trade}/fee-bumps", new { feeRate = 1 }), "feeRate");
        await NamesAsync(await taker.Client.PostAsJsonAsync($"{trade}/cancellation", new { reason = new string('x', 65) }), "reason");
        await NamesAsync(await taker.Client.PostAsJsonAsync($"{trade}/cancellation", new { reason = "bell \a" }), "reason");
        await NamesAsync(await taker.Client.PostAsJsonAsync($"{trade}/cancellation", new { because = "x" }), "because");
        await NamesAsync(await taker.Client.GetAsync($"{trade}/psbt?purpose=theft"), "purpose");
        await NamesAsync(await taker.Client.GetAsync($"{trade}/psbt?purpose=reclaim&feeRate=1e3"), "feeRate");
    }

    [Fact]
    public async Task A_body_above_its_bound_is_413()
    {
        var large = new StringContent($"{{\"psbt\":\"{new string('A', 700_000)}\"}}", Encoding.UTF8, "application/json");
        (await taker.Client.PostAsync($"trades/{Nobody}/signatures", large)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        var fits = await taker.Client.PostAsJsonAsync($"trades/{Nobody}/signatures", new { psbt = ModelTransactions.Unsigned(new byte[300_000]) });
        fits.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_order_that_cannot_be_traded_is_refused_at_once()
    {
        await IsProblemAsync(await PostAsync(body => body["orderId"] = new string('0', 64)), HttpStatusCode.NotFound, "order-unknown");
        await IsProblemAsync(await PostAsync(body => body["fill"] = "50"), HttpStatusCode.Conflict, "order-not-tradable");
        await IsProblemAsync(await PostAsync(body => body["fill"] = "1001"), HttpStatusCode.Conflict, "order-not-tradable");
        await IsProblemAsync(await PostAsync(body => body["feeRate"] = "999"), HttpStatusCode.Conflict, "order-not-tradable");
        taker.Neighbours.OrderStatus = OrderStatus.Cancelled;
        await IsProblemAsync(await PostAsync(_ => { }), HttpStatusCode.Conflict, "order-not-tradable");
        taker.Neighbours.IsChainReady = false;
        await IsProblemAsync(await PostAsync(_ => { }), HttpStatusCode.ServiceUnavailable, "chain-unavailable");
        (await taker.GetAsync("trades")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_same_id_with_another_body_is_409_and_lists_are_paged()
    {
        (await PostAsync(_ => { })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await PostAsync(_ => { })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await IsProblemAsync(await PostAsync(body => body["fill"] = "500"), HttpStatusCode.Conflict, "trade-id-taken");
        for (var count = 0; count < 4; count++)
        {
            (await PostAsync(body => body["tradeId"] = Guid.CreateVersion7(ModelWorld.Start.AddSeconds(count)).ToString())).StatusCode.ShouldBe(HttpStatusCode.Created);
        }

        var seen = new HashSet<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await taker.GetAsync($"trades?limit=2{cursor}");
            page.GetProperty("items").EnumerateArray().ShouldAllBe(item => seen.Add(item.GetProperty("tradeId").GetString()!));
            cursor = page.TryGetProperty("cursor", out var next) ? $"&cursor={next.GetString()}" : null;
        }

        seen.Count.ShouldBe(5);
        (await taker.GetAsync($"trades?orderId={new string('a', 64)}")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await taker.GetAsync("trades?state=completed")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await taker.GetAsync("trades?needs=signature")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    private static IEnumerable<(string Path, object Body)> Posts() =>
    [
        ("/acceptance", new { }), ("/rejection", new { }), ("/cancellation", new { }), ("/fee-bumps", new { feeRate = "5000" }),
        ("/signatures", new { psbt = ModelTransactions.Unsigned([1]) }), ("/signatures", new { psbt = ModelTransactions.Unsigned([1]), purpose = "reclaim" }),
    ];

    private static JsonNode Coin(JsonNode body) => body["settlement"]!["coins"]![0]!;

    private Task<HttpResponseMessage> PostAsync(Action<JsonNode> change)
    {
        var body = TradeRequests.Valid(world);
        change(body);
        return taker.Client.PostAsJsonAsync("trades", body);
    }

    private async Task IsInvalidAsync(Action<JsonNode> change, string field) => await NamesAsync(await PostAsync(change), field);

    private static async Task NamesAsync(HttpResponseMessage response, string field)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{field}: {text}");
        (await ErrorsAsync(response)).ShouldContain(field, text);
    }

    private static async Task<IReadOnlyList<string>> ErrorsAsync(HttpResponseMessage response) =>
        [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name)];

    private static async Task IsProblemAsync(HttpResponseMessage response, HttpStatusCode status, string name)
    {
        response.StatusCode.ShouldBe(status, await response.Content.ReadAsStringAsync());
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString().ShouldBe("urn:darkswap:problem:" + name);
    }
}
