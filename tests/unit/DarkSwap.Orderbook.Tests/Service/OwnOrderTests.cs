using System.Net;
using System.Net.Http.Json;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Testing;
using static DarkSwap.Orderbook.Tests.OrderExamples;

namespace DarkSwap.Orderbook.Tests.Service;

public sealed class OwnOrderTests
{
    private static readonly Guid TradeId = Guid.Parse("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");

    [Fact]
    public async Task A_placed_order_is_signed_published_registered_and_opened()
    {
        await using var node = await OrderbookNode.StartAsync();
        var placed = await node.PlaceAsync();
        var orderId = placed.GetProperty("orderId").GetString()!;

        await node.WaitForAsync(orderId, OrderStatus.Open);
        await node.WaitUntilToldAsync<PublishOrderEvents>(publish => publish.ExceptPeer is null
            && SignedOrderCreation.Open(publish.Events.Single().Envelope, Network, Now).Value!.OrderId == orderId);
        await node.WaitUntilToldAsync<RegisterScripts>(register =>
            register.Registrations is [var one] && one.Subject == node.Neighbours.NodePeerId && one.Addresses.Count == 2 && one.OutPoints.Single() == Coin(1));
        var known = await node.AskForTradeAsync(orderId);
        known.Order!.IsOwn.ShouldBeTrue();
        known.Settlement!.Coins.Single().OutPoint.ShouldBe(Coin(1));
        known.Settlement.ChangeProof.ShouldBe(Proof(8));
    }

    [Fact]
    public async Task The_same_document_again_is_the_same_order()
    {
        await using var node = await OrderbookNode.StartAsync();
        var draft = await OrderbookNode.ReadAsync(await node.Operator.PostAsJsonAsync("orders/drafts", new { @base = Rune, quote = "BTC", side = "buy", baseAmount = "10", price = new { quote = "5", @base = "1" } }));
        var order = OrderbookNode.OrderOf(draft.GetProperty("document").GetString()!, [Coin(3)]);

        var first = await node.Operator.PostAsJsonAsync("orders", order);
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        first.Headers.Location!.ToString().ShouldBe($"/api/v1/orders/{draft.GetProperty("orderId").GetString()}");
        var second = await node.Operator.PostAsJsonAsync("orders", order);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.Content.ReadAsStringAsync()).ShouldContain(draft.GetProperty("orderId").GetString()!);
    }

    [Theory]
    [InlineData("receiveAddress")]
    [InlineData("changeAddress")]
    public async Task An_address_of_another_network_is_refused_by_name(string field)
    {
        await using var node = await OrderbookNode.StartAsync();
        var draft = await OrderbookNode.ReadAsync(await node.Operator.PostAsJsonAsync("orders/drafts", new { @base = Rune, quote = "BTC", side = "buy", baseAmount = "10", price = new { quote = "5", @base = "1" } }));
        var settlement = new Dictionary<string, object>
        {
            ["coins"] = new[] { new { outPoint = Coin(3), proof = Proof(1) } },
            ["receiveAddress"] = "bcrt1qreceive0000000000000000000000000000000",
            ["changeAddress"] = "bcrt1qchange00000000000000000000000000000000",
            [field] = "bc1qmainnet00000000000000000000000000000000",
        };

        var response = await node.Operator.PostAsJsonAsync("orders", new { document = draft.GetProperty("document").GetString(), settlement });

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain($"settlement.{field}");
    }

    [Fact]
    public async Task The_same_order_placed_by_many_at_once_is_one_order()
    {
        await using var node = await OrderbookNode.StartAsync();
        await PlaceManyTimesAtOnceAsync(node);
    }

    internal static async Task PlaceManyTimesAtOnceAsync(OrderbookNode node)
    {
        var draft = await OrderbookNode.ReadAsync(await node.Operator.PostAsJsonAsync("orders/drafts", new { @base = Rune, quote = "BTC", side = "buy", baseAmount = "10", price = new { quote = "5", @base = "1" } }));
        var order = OrderbookNode.OrderOf(draft.GetProperty("document").GetString()!, [Coin(3)]);

        var responses = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => node.Operator.PostAsJsonAsync("orders", order)));

        responses.Count(response => response.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        responses.Count(response => response.StatusCode == HttpStatusCode.OK).ShouldBe(5);
    }

    [Fact]
    public async Task An_order_that_this_node_has_lost_can_be_cancelled_when_a_peer_sends_it_back()
    {
        await using var node = await OrderbookNode.StartAsync();
        var lost = Buy(node.Neighbours.NodeKey);
        await node.ReceiveAsync(Create(node.Neighbours.NodeKey, lost));
        (await node.FindAsync(IdOf(lost)))!.IsOwn.ShouldBeTrue();

        var cancelled = await OrderbookNode.ReadAsync(await node.Operator.DeleteAsync($"orders/{IdOf(lost)}"));
        cancelled.GetProperty("status").GetString().ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_partial_fill_leaves_the_rest_backed_by_the_change_and_suspended_until_it_is_settled()
    {
        await using var node = await OrderbookNode.StartAsync();
        var orderId = await PlaceOpenAsync(node);
        var change = Coin(50, 2);

        await node.TradeAsync(TradeId, orderId, TradeState.TakerSigned, 4, 400);
        await node.TradeAsync(TradeId, orderId, TradeState.Broadcast, 5, 400, change);
        var suspended = await node.WaitForAsync(orderId, order => order.UpdateSequence == 1);
        (suspended.Status, suspended.Remaining).ShouldBe((OrderStatus.Suspended, (UInt128)600));
        suspended.Backing.Single().OutPoint.ShouldBe(change);
        suspended.Backing.Single().Proof.ShouldBe(Proof(8));

        await node.TradeAsync(TradeId, orderId, TradeState.Confirming, 6, 400, change);
        await node.TradeAsync(TradeId, orderId, TradeState.Completed, 7, 400, change);
        var resumed = await node.WaitForAsync(orderId, OrderStatus.Open);
        (resumed.Remaining, resumed.UpdateSequence).ShouldBe(((UInt128)600, 2UL));
        (await node.AskForTradeAsync(orderId)).Settlement!.Coins.Single().OutPoint.ShouldBe(change);
        await Eventually.HoldsAsync(() => node.Neighbours.Told<PublishOrderEvents>().Count(publish => publish.Events.Single().Kind == OrderEventKind.Update) == 2);
    }

    [Fact]
    public async Task The_spend_may_be_seen_before_the_trades_broadcast()
    {
        await using var node = await OrderbookNode.StartAsync();
        var orderId = await PlaceOpenAsync(node);

        await node.SpendAsync(orderId, Coin(1));
        await node.TradeAsync(TradeId, orderId, TradeState.Broadcast, 5, 400, Coin(50));
        await node.WaitForAsync(orderId, OrderStatus.Suspended);
        await node.TradeAsync(TradeId, orderId, TradeState.Completed, 6, 400, Coin(50));
        await node.WaitForAsync(orderId, OrderStatus.Open);
    }

    [Fact]
    public async Task A_full_fill_is_filled_once_it_is_settled_and_not_before()
    {
        await using var node = await OrderbookNode.StartAsync();
        var orderId = await PlaceOpenAsync(node);

        await node.TradeAsync(TradeId, orderId, TradeState.Broadcast, 5, 1_000);
        (await node.WaitForAsync(orderId, order => order.UpdateSequence == 1)).Status.ShouldBe(OrderStatus.Suspended);
        await node.TradeAsync(TradeId, orderId, TradeState.Completed, 6, 1_000);
        await node.WaitForAsync(orderId, OrderStatus.Filled);
        await node.WaitUntilToldAsync<OrderClosed>(closed => closed.Order.Status == OrderStatus.Filled);
    }

    [Fact]
    public async Task A_trade_that_comes_to_nothing_gives_back_amount_and_coins()
    {
        await using var node = await OrderbookNode.StartAsync();
        var orderId = await PlaceOpenAsync(node);

        await node.TradeAsync(TradeId, orderId, TradeState.Broadcast, 5, 400, Coin(50));
        await node.WaitForAsync(orderId, OrderStatus.Suspended);
        await node.TradeAsync(TradeId, orderId, TradeState.Conflicted, 6, 400, Coin(50));
        var back = await node.WaitForAsync(orderId, OrderStatus.Open);
        (back.Remaining, back.Backing.Single().OutPoint).ShouldBe(((UInt128)1_000, Coin(1)));
    }

    [Fact]
    public async Task An_order_whose_coin_went_elsewhere_stays_out_of_the_book()
    {
        await using var node = await OrderbookNode.StartAsync();
        var orderId = await PlaceOpenAsync(node);

        await node.TradeAsync(TradeId, orderId, TradeState.Broadcast, 5, 400, Coin(50));
        await node.WaitForAsync(orderId, OrderStatus.Suspended);
        node.Neighbours.Backing = _ => BackingState.Invalid;
        await node.TradeAsync(TradeId, orderId, TradeState.Conflicted, 6, 400, Coin(50));
        await node.WaitForAsync(orderId, OrderStatus.Unbacked);
    }

    [Fact]
    public async Task Coins_that_a_settled_trade_left_alone_back_the_order_again()
    {
        await using var node = await OrderbookNode.StartAsync();
        node.Neighbours.Backing = question => question.Coins.Any(coin => coin.OutPoint == Coin(1)) ? BackingState.Invalid : BackingState.Valid;
        var placed = await node.PlaceAsync(coins: [Coin(1), Coin(2)]);
        var orderId = placed.GetProperty("orderId").GetString()!;

        await node.TradeAsync(TradeId, orderId, TradeState.Broadcast, 5, 400, Coin(50));
        await node.WaitForAsync(orderId, OrderStatus.Suspended);
        await node.TradeAsync(TradeId, orderId, TradeState.Completed, 6, 400, Coin(50));
        var order = await node.WaitForAsync(orderId, OrderStatus.Open);
        order.Backing.Select(coin => coin.OutPoint).ShouldBe([Coin(50), Coin(2)]);
    }

    [Fact]
    public async Task Late_and_repeated_changes_of_a_trade_change_nothing()
    {
        await using var node = await OrderbookNode.StartAsync();
        var orderId = await PlaceOpenAsync(node);

        await node.TradeAsync(TradeId, orderId, TradeState.Cancelled, 6, 400);
        await node.TradeAsync(TradeId, orderId, TradeState.Broadcast, 5, 400, Coin(50));
        await node.TradeAsync(Guid.Parse("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c"), orderId, TradeState.Broadcast, 5, 300, Coin(51), side: TradeSide.Taker);
        await node.Operator.PatchAsJsonAsync($"orders/{orderId}", new { remaining = "900" });

        (await node.FindAsync(orderId))!.Remaining.ShouldBe((UInt128)900);
    }

    [Fact]
    public async Task A_purchase_is_reduced_without_backing()
    {
        await using var node = await OrderbookNode.StartAsync();
        var placed = await node.PlaceAsync(side: "buy");
        var orderId = placed.GetProperty("orderId").GetString()!;

        await node.TradeAsync(TradeId, orderId, TradeState.Broadcast, 5, 400, Coin(50), TradeRole.GivesBitcoin);
        var suspended = await node.WaitForAsync(orderId, OrderStatus.Suspended);
        (suspended.Remaining, suspended.Backing.Count).ShouldBe(((UInt128)600, 0));
        await node.TradeAsync(TradeId, orderId, TradeState.Completed, 6, 400, Coin(50), TradeRole.GivesBitcoin);
        await node.WaitForAsync(orderId, OrderStatus.Open);
        (await node.AskForTradeAsync(orderId)).Settlement!.Coins.Single().OutPoint.ShouldBe(Coin(1));
    }

    [Fact]
    public async Task Without_a_proof_for_the_change_the_rest_waits_for_new_coins()
    {
        await using var node = await OrderbookNode.StartAsync();
        var placed = await node.PlaceAsync(withChangeProof: false);
        var orderId = placed.GetProperty("orderId").GetString()!;
        await node.TradeAsync(TradeId, orderId, TradeState.Completed, 6, 400, Coin(50));
        (await node.WaitForAsync(orderId, OrderStatus.Suspended)).Backing.ShouldBeEmpty();

        await OrderbookNode.ReadAsync(await node.Operator.PatchAsJsonAsync($"orders/{orderId}", new { coins = new[] { new { outPoint = Coin(60), proof = Proof(6) } } }));
        (await node.WaitForAsync(orderId, OrderStatus.Open)).Backing.Single().OutPoint.ShouldBe(Coin(60));
        await node.WaitUntilToldAsync<RegisterScripts>(register => register.Registrations is [var one] && one.OutPoints.SequenceEqual([Coin(60)]));
    }

    [Fact]
    public async Task What_cannot_be_signed_now_is_signed_later()
    {
        await using var node = await OrderbookNode.StartAsync();
        var orderId = await PlaceOpenAsync(node);
        node.Neighbours.RefusesToSign = true;
        await node.TradeAsync(TradeId, orderId, TradeState.Broadcast, 5, 400, Coin(50));
        (await node.FindAsync(orderId))!.UpdateSequence.ShouldBe(0UL);

        node.Neighbours.RefusesToSign = false;
        await Eventually.HoldsAsync(async () =>
        {
            node.Clock.Advance(TimeSpan.FromSeconds(2));
            return (await node.FindAsync(orderId))!.Status == OrderStatus.Suspended;
        });
    }

    [Fact]
    public async Task The_operator_suspends_resumes_reduces_and_shortens()
    {
        await using var node = await OrderbookNode.StartAsync();
        var orderId = await PlaceOpenAsync(node);

        var suspended = await OrderbookNode.ReadAsync(await node.Operator.PatchAsJsonAsync($"orders/{orderId}", new { suspended = true }));
        suspended.GetProperty("status").GetString().ShouldBe("suspended");
        var changed = await OrderbookNode.ReadAsync(await node.Operator.PatchAsJsonAsync($"orders/{orderId}", new { suspended = false, remaining = "500", expiresAt = Now.AddHours(2) }));
        changed.GetProperty("status").GetString().ShouldBe("open");
        changed.GetProperty("remaining").GetString().ShouldBe("500");
        changed.GetProperty("expiresAt").GetString().ShouldBe("2026-11-22T14:00:00Z");
        changed.GetProperty("updateSequence").GetInt32().ShouldBe(2);
        (await node.Operator.PatchAsJsonAsync($"orders/{orderId}", new { remaining = "501" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_cancelled_order_stays_cancelled_and_says_so_again()
    {
        await using var node = await OrderbookNode.StartAsync();
        var orderId = await PlaceOpenAsync(node);

        for (var time = 0; time < 2; time++)
        {
            var cancelled = await OrderbookNode.ReadAsync(await node.Operator.DeleteAsync($"orders/{orderId}"));
            cancelled.GetProperty("status").GetString().ShouldBe("cancelled");
        }

        await node.WaitUntilToldAsync<PublishOrderEvents>(publish => publish.Events.Single().Kind == OrderEventKind.Cancel);
        (await node.Operator.PatchAsJsonAsync($"orders/{orderId}", new { suspended = true })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    private static async Task<string> PlaceOpenAsync(OrderbookNode node)
    {
        var placed = await node.PlaceAsync();
        var orderId = placed.GetProperty("orderId").GetString()!;
        await node.WaitForAsync(orderId, OrderStatus.Open);
        return orderId;
    }
}
