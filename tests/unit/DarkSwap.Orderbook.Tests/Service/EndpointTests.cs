using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Trades;
using DarkSwap.Cryptography;
using static DarkSwap.Orderbook.Tests.OrderExamples;
using Encoding = System.Text.Encoding;

namespace DarkSwap.Orderbook.Tests.Service;

public sealed class EndpointTests : IDisposable
{
    private const string Hash = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Draft = """{"base":"RUNE:840000:3","quote":"BTC","side":"buy","baseAmount":"10","price":{"quote":"5","base":"1"}""";
    private readonly PrivateKey maker = Key(1);

    public static TheoryData<string, string, string?, string> BadRequests => new()
    {
        { "GET", "orders?status=gone", null, "status" },
        { "GET", "orders?status=1", null, "status" },
        { "GET", "orders?side=SELL", null, "side" },
        { "GET", "orders?base=rune", null, "base" },
        { "GET", "orders?quote=%00", null, "quote" },
        { "GET", "orders?maker=me", null, "maker" },
        { "GET", "orders?limit=0", null, "limit" },
        { "GET", "orders?limit=1001", null, "limit" },
        { "GET", "orders?limit=99999999999999999999", null, "limit" },
        { "GET", "orders?cursor=AAAA", null, "cursor" },
        { "GET", "orders/xyz", null, "orderId" },
        { "GET", "markets/BTC/BTC", null, "base" },
        { "GET", "markets/RUNE:1:1/RUNE:1:2", null, "quote" },
        { "GET", "markets/RUNE:0:1/BTC/depth", null, "base" },
        { "GET", "markets/RUNE:1:1/BTC/depth?levels=-1", null, "levels" },
        { "GET", "markets/RUNE:1:1/BTC/trades?cursor=x", null, "cursor" },
        { "GET", "markets?cursor=x", null, "cursor" },
        { "POST", "orderbook/quotes", """{"base":"RUNE:1:1","quote":"BTC","side":"buy","baseAmount":"0"}""", "baseAmount" },
        { "POST", "orderbook/quotes", """{"base":"RUNE:1:1","quote":"BTC","side":"hold","baseAmount":"1"}""", "side" },
        { "POST", "orderbook/quotes", """{"base":"RUNE:1:1","quote":"BTC","side":"buy"}""", "baseAmount" },
        { "POST", "orderbook/quotes", """{"base":"RUNE:1:1","quote":"BTC","side":"buy","baseAmount":12}""", "baseAmount" },
        { "POST", "orders/drafts", Draft + ",\"surplus\":1}", "surplus" },
        { "POST", "orders/drafts", Draft + ",\"baseAmount\":\"340282366920938463463374607431768211456\"}", "baseAmount" },
        { "POST", "orders/drafts", Draft + ",\"minimumFill\":\"11\"}", "minimumFill" },
        { "POST", "orders/drafts", Draft + ",\"minimumFill\":\"-1\"}", "minimumFill" },
        { "POST", "orders/drafts", Draft + ",\"expiresAt\":\"tomorrow\"}", "expiresAt" },
        { "POST", "orders/drafts", Draft + ",\"expiresAt\":\"2026-11-22T11:00:00Z\"}", "expiresAt" },
        { "POST", "orders/drafts", Draft + ",\"expiresAt\":\"9999-12-31T23:59:59Z\"}", "expiresAt" },
        { "POST", "orders/drafts", Draft + ",\"minimumFeeRate\":\"9\",\"maximumFeeRate\":\"8\"}", "maximumFeeRate" },
        { "POST", "orders/drafts", Draft + ",\"maximumFeeRate\":\"99999999999999999999\"}", "maximumFeeRate" },
        { "POST", "orders/drafts", Draft + ",\"backing\":[\"x\"]}", "backing" },
        { "POST", "orders/drafts", Draft + ",\"backing\":null}", "backing" },
        { "POST", "orders/drafts", Draft + ",\"backing\":[null]}", "backing" },
        { "POST", "orders/drafts", Draft.Replace("\"buy\"", "\"sell\"", StringComparison.Ordinal) + "}", "backing" },
        { "POST", "orders/drafts", Draft.Replace("\"quote\":\"5\"", "\"quote\":\"0\"", StringComparison.Ordinal) + "}", "price" },
        { "POST", "orders/drafts", Draft.Replace("\"quote\":\"5\",", string.Empty, StringComparison.Ordinal) + "}", "price.quote" },
        { "POST", "orders/drafts", Draft.Replace("\"quote\":\"5\"", "\"quote\":\"340282366920938463463374607431768211455\"", StringComparison.Ordinal) + "}", "price" },
        { "POST", "orders/drafts", Draft.Replace("RUNE:840000:3", "BTC", StringComparison.Ordinal) + "}", "base" },
        { "POST", "orders", """{"document":"!","settlement":{"coins":[],"receiveAddress":"","changeAddress":""}}""", "document" },
        { "POST", "orders", """{"document":"AAAA","settlement":{"coins":[],"receiveAddress":"","changeAddress":""}}""", "document" },
        { "POST", "orders", """{"document":"AAAA"}""", "settlement" },
        { "POST", "orders", """{"document":"AAAA","settlement":{"coins":[null],"receiveAddress":"","changeAddress":""}}""", "document" },
        { "PATCH", "orders/" + Hash, """{"remaining":5}""", "remaining" },
        { "PATCH", "orders/" + Hash, """{"coins":[{"outPoint":"x"}]}""", "coins" },
        { "PATCH", "orders/" + Hash, """{"status":"open"}""", "status" },
        { "PATCH", "orders/" + Hash, """{"suspended":"yes"}""", "suspended" },
        { "PATCH", "orders/" + Hash, """{"expiresAt":5}""", "expiresAt" },
        { "PATCH", "orders/" + Hash, """{"coins":{}}""", "coins" },
        { "PATCH", "orders/" + Hash, """{"remaining":"1e3"}""", "remaining" },
        { "PATCH", "orders/" + Hash, "7", "body" },
        { "POST", "orders", """{"document":17,"settlement":{"coins":[],"receiveAddress":"","changeAddress":""}}""", "document" },
        { "POST", "orders", """{"document":"AAAA","settlement":{"coins":[],"receiveAddress":"","changeAddress":"","acceptance":"later"}}""", "settlement.acceptance" },
        { "POST", "orders", """{"document":"AAAA","settlement":{"coins":[],"receiveAddress":null,"changeAddress":""}}""", "settlement.receiveAddress" },
        { "POST", "orders", """{"document":"AAAA","settlement":{"coins":[],"receiveAddress":"","changeAddress":"","subject":"me"}}""", "settlement.subject" },
        { "PATCH", "orders/XYZ", """{}""", "orderId" },
        { "DELETE", "orders/XYZ", null, "orderId" },
        { "POST", "orders", "[1,2", "body" },
        { "POST", "orders/drafts", "null", "body" },
    };

    [Fact]
    public async Task Bad_input_is_400_with_the_field_named_and_never_500()
    {
        await using var node = await OrderbookNode.StartAsync();
        foreach (var row in BadRequests)
        {
            var (method, path, body, field) = ((string)row[0], (string)row[1], (string?)row[2], (string)row[3]);
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
            using var response = await node.Operator.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{method} {path} {body}: {text}");
            if (field != "body")
            {
                var errors = JsonDocument.Parse(text).RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name).ToList();
                errors.ShouldContain(name => name.StartsWith(field, StringComparison.Ordinal), $"{method} {path} {body}: {text}");
            }
        }
    }

    [Fact]
    public async Task Writing_needs_the_operators_token_and_reading_does_not()
    {
        await using var node = await OrderbookNode.StartAsync();
        foreach (var (method, path) in new[] { ("POST", "orders/drafts"), ("POST", "orders"), ("PATCH", $"orders/{Hash}"), ("DELETE", $"orders/{Hash}") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { }) };
            (await node.Anonymous.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"{method} {path}");
        }

        foreach (var path in new[] { "orders", "markets", $"markets/{Rune}/BTC", $"markets/{Rune}/BTC/depth", $"markets/{Rune}/BTC/trades" })
        {
            (await node.Anonymous.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_404_and_what_is_not_ours_409()
    {
        await using var node = await OrderbookNode.StartAsync();
        var foreign = Buy(maker);
        await node.ReceiveAsync(Create(maker, foreign));

        (await node.Anonymous.GetAsync($"orders/{Hash}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await node.Operator.DeleteAsync($"orders/{Hash}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await node.Operator.PatchAsJsonAsync($"orders/{Hash}", new { })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var response = await node.Operator.DeleteAsync($"orders/{IdOf(foreign)}");
        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await response.Content.ReadAsStringAsync()).ShouldContain("urn:darkswap:problem:order-not-own");
    }

    [Fact]
    public async Task An_order_of_another_maker_or_with_other_coins_is_refused()
    {
        await using var node = await OrderbookNode.StartAsync();
        var foreign = Convert.ToBase64String(Contracts.Wire.Orders.OrderTermsCodec.Encode(Sell(maker)));
        var own = Convert.ToBase64String(Contracts.Wire.Orders.OrderTermsCodec.Encode(Sell(node.Neighbours.NodeKey)));

        var otherMaker = await node.Operator.PostAsJsonAsync("orders", OrderbookNode.OrderOf(foreign, [Coin(1)]));
        (await otherMaker.Content.ReadAsStringAsync()).ShouldContain("is of another maker");
        var otherCoins = await node.Operator.PostAsJsonAsync("orders", OrderbookNode.OrderOf(own, [Coin(2)]));
        (otherMaker.StatusCode, otherCoins.StatusCode).ShouldBe((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
        (await otherCoins.Content.ReadAsStringAsync()).ShouldContain("settlement.coins");
    }

    [Fact]
    public async Task Without_a_network_there_is_nothing_to_sign()
    {
        await using var node = await OrderbookNode.StartAsync(new Neighbours { Network = null });
        var response = await node.Operator.PostAsync("orders/drafts", new StringContent(Draft + "}", Encoding.UTF8, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync()).ShouldContain("urn:darkswap:problem:chain-unavailable");
    }

    [Fact]
    public async Task A_draft_fills_in_defaults_and_names_what_to_sign()
    {
        await using var node = await OrderbookNode.StartAsync();
        var draft = await OrderbookNode.ReadAsync(await node.Operator.PostAsync("orders/drafts", new StringContent(Draft + "}", Encoding.UTF8, "application/json")));

        var orderId = draft.GetProperty("orderId").GetString()!;
        draft.GetProperty("backingMessage").GetString().ShouldBe($"darkswap-backing-v1:{Network}:{orderId}");
        draft.GetProperty("terms").GetProperty("minimumFill").GetString().ShouldBe("10");
        draft.GetProperty("terms").GetProperty("expiresAt").GetString().ShouldBe("2026-11-23T12:00:00Z");
        draft.GetProperty("terms").GetProperty("minimumFeeRate").GetString().ShouldBe("1000");
        (await node.FindAsync(orderId)).ShouldBeNull();
    }

    [Fact]
    public async Task Lists_are_paged_without_gaps_or_repetitions()
    {
        await using var node = await OrderbookNode.StartAsync();
        var orders = Enumerable.Range(1, 7).Select(number => Buy(maker) with { MinimumFill = (UInt128)number, CreatedAt = Now.AddSeconds(-(number / 3)) }).ToList();
        await node.ReceiveAsync([.. orders.Select(terms => Create(maker, terms))]);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await OrderbookNode.ReadAsync(await node.Anonymous.GetAsync($"orders?limit=2&maker={PeerIdOf(maker)}{(cursor is null ? string.Empty : $"&cursor={cursor}")}"));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(order => order.GetProperty("orderId").GetString()!));
            cursor = page.GetProperty("cursor").GetString();
        }
        while (cursor is not null);

        seen.Count.ShouldBe(7);
        seen.ShouldBe(orders.Select(IdOf), ignoreOrder: true);
    }

    [Fact]
    public async Task Depth_markets_and_quotes_come_from_the_same_book()
    {
        await using var node = await OrderbookNode.StartAsync();
        await node.ReceiveAsync(
            Create(maker, Buy(maker) with { PriceNumerator = 20 }),
            Create(maker, Buy(maker) with { PriceNumerator = 21 }),
            Create(maker, Sell(maker) with { PriceNumerator = 50, PriceDenominator = 2 }));
        await node.WaitForAsync(IdOf(Sell(maker) with { PriceNumerator = 50, PriceDenominator = 2 }), OrderStatus.Open);

        var depth = await OrderbookNode.ReadAsync(await node.Anonymous.GetAsync($"markets/{Rune}/BTC/depth"));
        depth.GetProperty("bids").EnumerateArray().Select(level => level.GetProperty("price").GetProperty("quote").GetString()).ShouldBe(["21", "20"]);
        depth.GetProperty("asks")[0].GetProperty("amount").GetString().ShouldBe("1000");
        var market = await OrderbookNode.ReadAsync(await node.Anonymous.GetAsync($"markets/{Rune}/BTC"));
        (market.GetProperty("openOrders").GetInt32(), market.GetProperty("bestBid").GetProperty("quote").GetString()).ShouldBe((3, "21"));
        var markets = await OrderbookNode.ReadAsync(await node.Anonymous.GetAsync("markets"));
        markets.GetProperty("items")[0].GetProperty("base").GetString().ShouldBe(Rune);
        var quote = await OrderbookNode.ReadAsync(await node.Anonymous.PostAsJsonAsync("orderbook/quotes", new { @base = Rune, quote = "BTC", side = "sell", baseAmount = "1500" }));
        (quote.GetProperty("filled").GetString(), quote.GetProperty("quoteSatoshis").GetString(), quote.GetProperty("missing").GetString()).ShouldBe(("1500", "31000", "0"));
    }

    [Fact]
    public async Task Settled_trades_are_history_until_a_reorganisation_takes_them_back()
    {
        await using var node = await OrderbookNode.StartAsync();
        var tradeId = Guid.Parse("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");
        await node.TradeAsync(tradeId, Hash, TradeState.Confirming, 1, 400, side: TradeSide.Taker);
        (await HistoryAsync(node)).ShouldBe(0);
        await node.TradeAsync(tradeId, Hash, TradeState.Completed, 2, 400, side: TradeSide.Taker);
        (await HistoryAsync(node)).ShouldBe(1);
        await node.TradeAsync(tradeId, Hash, TradeState.Confirming, 3, 400, side: TradeSide.Taker);
        (await HistoryAsync(node)).ShouldBe(0);
    }

    public void Dispose() => maker.Dispose();

    private static async Task<int> HistoryAsync(OrderbookNode node) =>
        (await OrderbookNode.ReadAsync(await node.Anonymous.GetAsync($"markets/{Rune}/BTC/trades"))).GetProperty("items").GetArrayLength();
}
