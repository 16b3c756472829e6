using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Cryptography;
using static DarkSwap.Orderbook.Tests.OrderExamples;

namespace DarkSwap.Orderbook.Tests.Service;

public sealed class UserOrderTests : IAsyncLifetime
{
    private static readonly Guid TradeId = Guid.Parse("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");
    private static readonly PrivateKey UserKey = Key(77);
    private static readonly PrivateKey OtherKey = Key(78);
    private static readonly object Settlement = new
    {
        coins = Array.Empty<object>(),
        receiveAddress = "bcrt1qreceive0000000000000000000000000000000",
        changeAddress = "bcrt1qchange00000000000000000000000000000000",
        changeProof = Proof(8),
    };

    private OrderbookNode node = null!;
    private HttpClient user = null!;
    private HttpClient other = null!;

    public async Task InitializeAsync()
    {
        node = await OrderbookNode.StartAsync();
        (user, other) = (node.UserOf(UserKey), node.UserOf(OtherKey));
    }

    public async Task DisposeAsync()
    {
        user.Dispose();
        other.Dispose();
        await node.DisposeAsync();
    }

    [Fact]
    public async Task A_users_draft_names_the_user_as_maker_and_the_node_as_agent()
    {
        var terms = (await DraftAsync()).GetProperty("terms");

        terms.GetProperty("maker").GetString().ShouldBe(PeerIdOf(UserKey));
        terms.GetProperty("agent").GetString().ShouldBe(node.Neighbours.NodePeerId);
    }

    [Fact]
    public async Task What_the_user_has_signed_is_stored_published_and_settled_by_the_node()
    {
        var placed = await PlaceAsync();
        placed.StatusCode.ShouldBe(HttpStatusCode.Created);
        var orderId = (await OrderbookNode.ReadAsync(placed)).GetProperty("orderId").GetString()!;
        placed.Headers.Location!.ToString().ShouldBe($"/api/v1/orders/{orderId}");

        await node.WaitForAsync(orderId, OrderStatus.Open);
        await node.WaitUntilToldAsync<PublishOrderEvents>(publish => publish.Events.Single().Kind == OrderEventKind.Create);
        await node.WaitUntilToldAsync<RegisterScripts>(register =>
            register.Registrations is [var one] && one.Subject == PeerIdOf(UserKey) && one.Addresses.Count == 2 && one.OutPoints.Single() == Coin(1));
        var known = await node.AskForTradeAsync(orderId);
        (known.Order!.Maker, known.Order.Agent, known.Order.IsOwn).ShouldBe((PeerIdOf(UserKey), node.Neighbours.NodePeerId, true));
        known.Settlement!.Coins.Single().OutPoint.ShouldBe(Coin(1));
    }

    [Fact]
    public async Task The_same_envelope_again_is_the_same_order()
    {
        var envelope = await SignedAsync();

        (await SubmitAsync(user, envelope, Settlement)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await SubmitAsync(user, envelope, Settlement)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_order_of_this_node_as_agent_that_a_peer_was_faster_to_tell_becomes_its_own_all_the_same()
    {
        var envelope = await SignedAsync();
        await node.ReceiveAsync(new SignedOrderEvent(OrderEventKind.Create, envelope));

        var order = await OrderbookNode.ReadAsync(await SubmitAsync(user, envelope, Settlement));

        (await node.FindAsync(order.GetProperty("orderId").GetString()!))!.IsOwn.ShouldBeTrue();
    }

    [Fact]
    public async Task Nobody_submits_for_another_key_not_even_the_operator()
    {
        var envelope = await SignedAsync();

        await ShouldBeAsync(await SubmitAsync(other, envelope, Settlement), HttpStatusCode.Forbidden, "not-the-maker");
        await ShouldBeAsync(await SubmitAsync(node.Operator, envelope, Settlement), HttpStatusCode.Forbidden, "not-the-maker");
    }

    [Fact]
    public async Task What_another_key_has_signed_in_the_makers_name_is_refused()
    {
        var payload = SignedOrderCreation.Payload(Sell(UserKey) with { Agent = PeerId.Parse(node.Neighbours.NodePeerId) }, [Proof(1)]);
        var forged = SignedEnvelope.Seal(OtherKey, $"darkswap-order-v1:{Network}", "/darkswap/order-create"u8, payload);

        await ShouldBeInvalidAsync(await SubmitAsync(user, forged, Settlement), "envelope", "SignerIsNotMaker");
        await ShouldBeInvalidAsync(await SubmitAsync(other, forged, Settlement), "envelope", "SignerIsNotMaker");
    }

    [Fact]
    public async Task An_order_of_another_agent_is_refused() =>
        await ShouldBeInvalidAsync(await SubmitAsync(user, Create(UserKey, Sell(UserKey)).Envelope, Settlement), "envelope", "another agent");

    [Fact]
    public async Task An_order_that_could_not_be_settled_is_refused() =>
        await ShouldBeInvalidAsync(await SubmitAsync(user, await SignedAsync(), null), "settlement", "required");

    [Fact]
    public async Task An_address_of_another_network_is_refused_by_name() => await ShouldBeInvalidAsync(
        await SubmitAsync(user, await SignedAsync(), new { coins = Array.Empty<object>(), receiveAddress = "bc1qmainnet", changeAddress = "bcrt1qchange" }), "settlement.receiveAddress", "regtest");

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 0x12, 0x03, 0x61, 0x62, 0x63 })]
    public async Task What_is_no_envelope_is_refused(byte[] envelope) => await ShouldBeInvalidAsync(await SubmitAsync(user, envelope, Settlement), "envelope", "");

    [Fact]
    public async Task A_user_does_not_act_for_the_node()
    {
        var orderId = (await node.PlaceAsync()).GetProperty("orderId").GetString()!;
        var draft = (await DraftAsync()).GetProperty("document").GetString()!;

        await ShouldBeAsync(await user.PostAsJsonAsync("orders", OrderbookNode.OrderOf(draft, [Coin(1)])), HttpStatusCode.Forbidden, "not-the-maker");
        await ShouldBeAsync(await user.PatchAsJsonAsync($"orders/{orderId}", new { suspended = true }), HttpStatusCode.Forbidden, "not-the-maker");
        await ShouldBeAsync(await user.DeleteAsync($"orders/{orderId}"), HttpStatusCode.Forbidden, "not-the-maker");
        await ShouldBeAsync(await user.PostAsync($"orders/{orderId}/cancellations/drafts", null), HttpStatusCode.Forbidden, "not-the-maker");
    }

    [Fact]
    public async Task The_operator_neither_changes_nor_cancels_a_users_order()
    {
        var orderId = await PlaceOpenAsync();

        await ShouldBeAsync(await node.Operator.PatchAsJsonAsync($"orders/{orderId}", new { suspended = true }), HttpStatusCode.Conflict, "order-not-own");
        await ShouldBeAsync(await node.Operator.DeleteAsync($"orders/{orderId}"), HttpStatusCode.Conflict, "order-not-own");
        await ShouldBeAsync(await node.Operator.PostAsJsonAsync($"orders/{orderId}/changes/drafts", new { }), HttpStatusCode.Forbidden, "not-the-maker");
    }

    [Fact]
    public async Task A_user_cancels_with_a_signature_and_nobody_else_does()
    {
        var orderId = await PlaceOpenAsync();
        await ShouldBeAsync(await other.PostAsync($"orders/{orderId}/cancellations/drafts", null), HttpStatusCode.Forbidden, "not-the-maker");
        var draft = await OrderbookNode.ReadAsync(await user.PostAsync($"orders/{orderId}/cancellations/drafts", null));
        await ShouldBeAsync(await SubmitAsync(other, Seal(OtherKey, draft), null), HttpStatusCode.Forbidden, "not-the-maker");

        var cancelled = await OrderbookNode.ReadAsync(await SubmitAsync(user, Seal(UserKey, draft), null));

        cancelled.GetProperty("status").GetString().ShouldBe("cancelled");
        await node.WaitUntilToldAsync<PublishOrderEvents>(publish => publish.Events.Single().Kind == OrderEventKind.Cancel);
    }

    [Fact]
    public async Task What_a_trade_takes_counts_before_the_user_has_signed_it()
    {
        var orderId = await PlaceOpenAsync();
        await node.TradeAsync(TradeId, orderId, TradeState.Broadcast, 5, 400, Coin(50, 2));

        var settling = (await node.AskForTradeAsync(orderId)).Order!;
        (settling.Status, settling.Remaining, settling.UpdateSequence).ShouldBe((OrderStatus.Suspended, (UInt128)600, 0UL));
        await node.TradeAsync(TradeId, orderId, TradeState.Completed, 6, 400, Coin(50, 2));

        (await node.AskForTradeAsync(orderId)).Order!.Remaining.ShouldBe((UInt128)600);
    }

    [Fact]
    public async Task An_empty_change_says_what_the_trades_have_come_to()
    {
        var orderId = await PlaceOpenAsync();
        await node.TradeAsync(TradeId, orderId, TradeState.Broadcast, 5, 400, Coin(50, 2));
        await node.TradeAsync(TradeId, orderId, TradeState.Completed, 6, 400, Coin(50, 2));

        var draft = await OrderbookNode.ReadAsync(await user.PostAsJsonAsync($"orders/{orderId}/changes/drafts", new { }));
        draft.GetProperty("change").GetProperty("remaining").GetString().ShouldBe("600");
        var changed = await OrderbookNode.ReadAsync(await SubmitAsync(user, Seal(UserKey, draft), null));

        changed.GetProperty("remaining").GetString().ShouldBe("600");
        (await node.WaitForAsync(orderId, OrderStatus.Open)).Backing.Single().OutPoint.ShouldBe(Coin(50, 2));
        await node.WaitUntilToldAsync<PublishOrderEvents>(publish => publish.Events.Single().Kind == OrderEventKind.Update);
    }

    [Fact]
    public async Task A_user_reduces_what_is_left_after_a_trade()
    {
        var orderId = await PlaceOpenAsync();
        await node.TradeAsync(TradeId, orderId, TradeState.Completed, 6, 400, Coin(50, 2));
        await ShouldBeInvalidAsync(await user.PostAsJsonAsync($"orders/{orderId}/changes/drafts", new { remaining = "700" }), "remaining", "600");

        var draft = await OrderbookNode.ReadAsync(await user.PostAsJsonAsync($"orders/{orderId}/changes/drafts", new { remaining = "500" }));
        await OrderbookNode.ReadAsync(await SubmitAsync(user, Seal(UserKey, draft), null));

        (await node.AskForTradeAsync(orderId)).Order!.Remaining.ShouldBe((UInt128)500);
        var again = await OrderbookNode.ReadAsync(await user.PostAsJsonAsync($"orders/{orderId}/changes/drafts", new { }));
        again.GetProperty("change").GetProperty("remaining").GetString().ShouldBe("500");
    }

    [Fact]
    public async Task A_user_suspends_and_resumes()
    {
        var orderId = await PlaceOpenAsync();
        foreach (var (isSuspended, status) in new[] { (true, OrderStatus.Suspended), (false, OrderStatus.Open) })
        {
            var draft = await OrderbookNode.ReadAsync(await user.PostAsJsonAsync($"orders/{orderId}/changes/drafts", new { suspended = isSuspended }));
            await OrderbookNode.ReadAsync(await SubmitAsync(user, Seal(UserKey, draft), null));

            await node.WaitForAsync(orderId, status);
        }
    }

    private static byte[] Seal(PrivateKey key, JsonElement draft)
    {
        var (payloadType, payload) = (System.Text.Encoding.UTF8.GetBytes(draft.GetProperty("payloadType").GetString()!), draft.GetProperty("payload").GetBytesFromBase64());
        return SignedEnvelope.Assemble(key.PublicKey, payloadType, payload, key.Sign(draft.GetProperty("signingInput").GetBytesFromBase64()));
    }

    private static Task<HttpResponseMessage> SubmitAsync(HttpClient client, byte[] envelope, object? settlement) =>
        client.PostAsJsonAsync("orders/signed", settlement is null ? new { envelope } : (object)new { envelope, settlement });

    private static async Task ShouldBeAsync(HttpResponseMessage response, HttpStatusCode status, string type)
    {
        response.StatusCode.ShouldBe(status);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString().ShouldBe($"urn:darkswap:problem:{type}");
    }

    private static async Task ShouldBeInvalidAsync(HttpResponseMessage response, string field, string reason)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty(field)[0].GetString()!.ShouldContain(reason);
    }

    private async Task<JsonElement> DraftAsync() => await OrderbookNode.ReadAsync(await user.PostAsJsonAsync("orders/drafts", new
    {
        @base = Rune, quote = "BTC", side = "sell", baseAmount = "1000", price = new { quote = "25", @base = "1" }, minimumFill = "100", backing = new[] { Coin(1) },
    }));

    private async Task<byte[]> SignedAsync()
    {
        var draft = await DraftAsync();
        var payload = await OrderbookNode.ReadAsync(await user.PostAsJsonAsync("orders/drafts/payloads", new { document = draft.GetProperty("document").GetString(), proofs = new[] { Proof(1) } }));
        payload.GetProperty("orderId").GetString().ShouldBe(draft.GetProperty("orderId").GetString());
        return Seal(UserKey, payload);
    }

    private async Task<HttpResponseMessage> PlaceAsync() => await SubmitAsync(user, await SignedAsync(), Settlement);

    private async Task<string> PlaceOpenAsync()
    {
        var orderId = (await OrderbookNode.ReadAsync(await PlaceAsync())).GetProperty("orderId").GetString()!;
        await node.WaitForAsync(orderId, OrderStatus.Open);
        return orderId;
    }
}
