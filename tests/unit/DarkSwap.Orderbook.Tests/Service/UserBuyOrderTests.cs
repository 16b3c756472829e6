using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Cryptography;
using static DarkSwap.Orderbook.Tests.OrderExamples;

namespace DarkSwap.Orderbook.Tests.Service;

/// <summary>Orders of users that buy: the coins that pay are private, and change without the public order saying so.</summary>
public sealed class UserBuyOrderTests : IAsyncLifetime
{
    private static readonly PrivateKey UserKey = Key(77);
    private OrderbookNode node = null!;
    private HttpClient user = null!;

    public async Task InitializeAsync()
    {
        node = await OrderbookNode.StartAsync();
        user = node.UserOf(UserKey);
    }

    public async Task DisposeAsync()
    {
        user.Dispose();
        await node.DisposeAsync();
    }

    [Fact]
    public async Task A_change_puts_up_other_coins_which_stay_private()
    {
        var orderId = await PlaceAsync(Coin(1));

        var changed = await ChangeAsync(orderId, new { remaining = "500" }, Coins(Coin(2), Coin(3)));

        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        var known = await node.AskForTradeAsync(orderId);
        known.Order!.Remaining.ShouldBe((UInt128)500);
        known.Order.Backing.ShouldBeEmpty();
        known.Settlement!.Coins.Select(coin => coin.OutPoint).ShouldBe([Coin(2), Coin(3)]);
        await node.WaitUntilToldAsync<RegisterScripts>(register =>
            register.Registrations is [var one] && one.Subject == PeerIdOf(UserKey) && one.OutPoints.SequenceEqual([Coin(2), Coin(3)]));
    }

    [Fact]
    public async Task A_change_that_names_no_coins_keeps_them()
    {
        var orderId = await PlaceAsync(Coin(1));

        (await ChangeAsync(orderId, new { remaining = "500" }, coins: null)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await node.AskForTradeAsync(orderId)).Settlement!.Coins.Single().OutPoint.ShouldBe(Coin(1));
    }

    [Fact]
    public async Task An_empty_change_is_enough_to_put_up_other_coins()
    {
        var orderId = await PlaceAsync(Coin(1));

        (await ChangeAsync(orderId, new { }, Coins(Coin(2)))).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await node.AskForTradeAsync(orderId)).Settlement!.Coins.Single().OutPoint.ShouldBe(Coin(2));
    }

    [Fact]
    public async Task Coins_that_cannot_be_put_up_change_nothing()
    {
        var orderId = await PlaceAsync(Coin(1));

        await ShouldBeInvalidAsync(await ChangeAsync(orderId, new { remaining = "500" }, Coins()), "coins", "1 to");
        await ShouldBeInvalidAsync(await ChangeAsync(orderId, new { remaining = "500" }, Coins(Coin(2), Coin(2))), "coins", "once");
        await ShouldBeInvalidAsync(await ChangeAsync(orderId, new { remaining = "500" }, [null]), "coins", "outpoints");

        var known = await node.AskForTradeAsync(orderId);
        (known.Order!.Remaining, known.Settlement!.Coins.Single().OutPoint).ShouldBe(((UInt128)1_000, Coin(1)));
    }

    [Fact]
    public async Task The_draft_of_a_change_takes_no_coins_since_nobody_would_sign_them()
    {
        var orderId = await PlaceAsync(Coin(1));

        await ShouldBeInvalidAsync(await user.PostAsJsonAsync($"orders/{orderId}/changes/drafts", new { coins = Coins(Coin(2)) }), "coins", "beside the signed change");
    }

    [Fact]
    public async Task A_cancellation_takes_no_coins()
    {
        var orderId = await PlaceAsync(Coin(1));
        var draft = await OrderbookNode.ReadAsync(await user.PostAsync($"orders/{orderId}/cancellations/drafts", null));

        await ShouldBeInvalidAsync(await user.PostAsJsonAsync("orders/signed", new { envelope = Seal(draft), coins = Coins(Coin(2)) }), "coins", "changes only");
    }

    private static object?[] Coins(params string[] outPoints) => [.. outPoints.Select(outPoint => new { outPoint, proof = Proof(1) })];

    private static byte[] Seal(JsonElement draft)
    {
        var (payloadType, payload) = (System.Text.Encoding.UTF8.GetBytes(draft.GetProperty("payloadType").GetString()!), draft.GetProperty("payload").GetBytesFromBase64());
        return SignedEnvelope.Assemble(UserKey.PublicKey, payloadType, payload, UserKey.Sign(draft.GetProperty("signingInput").GetBytesFromBase64()));
    }

    private static async Task ShouldBeInvalidAsync(HttpResponseMessage response, string field, string reason)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty(field)[0].GetString()!.ShouldContain(reason);
    }

    private async Task<string> PlaceAsync(string coin)
    {
        var draft = await OrderbookNode.ReadAsync(await user.PostAsJsonAsync("orders/drafts", new
        {
            @base = OrderExamples.Rune, quote = "BTC", side = "buy", baseAmount = "1000", price = new { quote = "25", @base = "1" }, minimumFill = "100",
        }));
        var payload = await OrderbookNode.ReadAsync(await user.PostAsJsonAsync("orders/drafts/payloads", new { document = draft.GetProperty("document").GetString(), proofs = Array.Empty<byte[]>() }));
        var settlement = new { coins = Coins(coin), receiveAddress = "bcrt1qreceive0000000000000000000000000000000", changeAddress = "bcrt1qchange00000000000000000000000000000000" };
        var placed = await OrderbookNode.ReadAsync(await user.PostAsJsonAsync("orders/signed", new { envelope = Seal(payload), settlement }));
        var orderId = placed.GetProperty("orderId").GetString()!;
        await node.WaitForAsync(orderId, OrderStatus.Open);
        return orderId;
    }

    private async Task<HttpResponseMessage> ChangeAsync(string orderId, object change, object?[]? coins)
    {
        var draft = await OrderbookNode.ReadAsync(await user.PostAsJsonAsync($"orders/{orderId}/changes/drafts", change));
        return await user.PostAsJsonAsync("orders/signed", new { envelope = Seal(draft), coins });
    }
}
