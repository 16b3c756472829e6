using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Cryptography;
using DarkSwap.Testing;
using static DarkSwap.Orderbook.Tests.OrderExamples;

namespace DarkSwap.Orderbook.Tests.Service;

public sealed class ReceivedOrderTests : IDisposable
{
    private readonly PrivateKey maker = Key(1);

    [Fact]
    public async Task A_sale_comes_into_the_book_once_its_coins_are_good_and_goes_on_to_others()
    {
        await using var node = await OrderbookNode.StartAsync();
        var terms = Sell(maker);

        await node.ReceiveAsync(Create(maker, terms));

        var order = await node.WaitForAsync(IdOf(terms), OrderStatus.Open);
        (order.Maker, order.Remaining, order.IsOwn).ShouldBe((PeerIdOf(maker), (UInt128)1_000, false));
        await node.WaitUntilToldAsync<OrderOpened>(opened => opened.Order.OrderId == IdOf(terms));
        await node.WaitUntilToldAsync<WatchBacking>(watch => watch.OutPoints.SequenceEqual([Coin(1)]));
        await node.WaitUntilToldAsync<PublishOrderEvents>(publish => publish.ExceptPeer == "12D3KooWSender" && publish.Events.Single().Kind == OrderEventKind.Create);
    }

    [Fact]
    public async Task What_is_known_already_is_not_passed_on_again()
    {
        await using var node = await OrderbookNode.StartAsync();
        var buy = Buy(maker);
        var other = Buy(maker) with { MinimumFill = 5 };
        await node.ReceiveAsync(Create(maker, buy));
        await node.ReceiveAsync(Create(maker, buy), Create(maker, other));

        await Eventually.HoldsAsync(() => node.Neighbours.Told<PublishOrderEvents>().Count >= 2 && node.Neighbours.Told<OrderOpened>().Count >= 2);
        node.Neighbours.Told<PublishOrderEvents>().Sum(publish => publish.Events.Count).ShouldBe(2);
        node.Neighbours.Told<OrderOpened>().Count(opened => opened.Order.OrderId == IdOf(buy)).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_message_twice_changes_nothing()
    {
        await using var node = await OrderbookNode.StartAsync();
        var buy = Buy(maker);
        var eventId = Guid.CreateVersion7(Now);
        await node.ReceiveAsync(eventId, Create(maker, buy));
        await node.ReceiveAsync(eventId, Cancel(maker, buy));

        (await node.FindAsync(IdOf(buy)))!.Status.ShouldBe(OrderStatus.Open);
    }

    [Fact]
    public async Task A_cancellation_that_comes_first_counts_when_the_order_comes()
    {
        await using var node = await OrderbookNode.StartAsync();
        var buy = Buy(maker);
        using var stranger = Key(2);
        await node.ReceiveAsync(Cancel(maker, buy), Cancel(stranger, buy));
        await node.ReceiveAsync(Create(maker, buy));

        (await node.FindAsync(IdOf(buy)))!.Status.ShouldBe(OrderStatus.Cancelled);
    }

    [Fact]
    public async Task Another_keys_cancellation_is_nothing_before_and_after()
    {
        await using var node = await OrderbookNode.StartAsync();
        var buy = Buy(maker);
        using var stranger = Key(2);
        await node.ReceiveAsync(Cancel(stranger, buy));
        await node.ReceiveAsync(Create(maker, buy));
        await node.ReceiveAsync(Cancel(stranger, buy), Update(stranger, UpdateOf(buy, 9) with { Remaining = 0 }));

        (await node.FindAsync(IdOf(buy)))!.Status.ShouldBe(OrderStatus.Open);
    }

    [Fact]
    public async Task A_cancellation_closes_and_is_final()
    {
        await using var node = await OrderbookNode.StartAsync();
        var terms = Sell(maker);
        await node.ReceiveAsync(Create(maker, terms));
        await node.WaitForAsync(IdOf(terms), OrderStatus.Open);
        await node.ReceiveAsync(Cancel(maker, terms));
        await node.ReceiveAsync(Update(maker, UpdateOf(terms, 5)), Create(maker, terms));

        (await node.FindAsync(IdOf(terms)))!.Status.ShouldBe(OrderStatus.Cancelled);
        await node.WaitUntilToldAsync<OrderClosed>(closed => closed.Order.Status == OrderStatus.Cancelled);
        await node.WaitUntilToldAsync<WatchBacking>(watch => watch.OutPoints.Count == 0);
    }

    [Fact]
    public async Task Unsuitable_events_of_a_burst_do_not_spoil_the_others()
    {
        await using var node = await OrderbookNode.StartAsync();
        var good = Buy(maker);
        var ofYesterday = Buy(maker) with { CreatedAt = Now.AddDays(-2), ExpiresAt = Now.AddDays(-1) };
        await node.ReceiveAsync(
            new SignedOrderEvent(OrderEventKind.Create, [1, 2, 3]),
            new SignedOrderEvent((OrderEventKind)99, Create(maker, good).Envelope),
            new SignedOrderEvent(OrderEventKind.Cancel, new byte[20_000]),
            Create(maker, ofYesterday),
            Create(maker, good));

        (await node.FindAsync(IdOf(good)))!.Status.ShouldBe(OrderStatus.Open);
        (await node.FindAsync(IdOf(ofYesterday))).ShouldBeNull();
    }

    [Fact]
    public async Task A_spent_coin_takes_the_order_out_until_its_maker_backs_it_anew()
    {
        await using var node = await OrderbookNode.StartAsync();
        var terms = Sell(maker);
        await node.ReceiveAsync(Create(maker, terms));
        await node.WaitForAsync(IdOf(terms), OrderStatus.Open);
        await node.SpendAsync(IdOf(terms), Coin(9));
        (await node.FindAsync(IdOf(terms)))!.Status.ShouldBe(OrderStatus.Open);

        await node.SpendAsync(IdOf(terms), Coin(1));
        (await node.FindAsync(IdOf(terms)))!.Status.ShouldBe(OrderStatus.Unbacked);
        await node.WaitUntilToldAsync<OrderClosed>(closed => closed.Order.Status == OrderStatus.Unbacked);

        await node.ReceiveAsync(Update(maker, UpdateOf(terms, 1) with { Remaining = 600, Backing = [Coin(2)], Proofs = [Proof(2)] }));
        await node.WaitForAsync(IdOf(terms), OrderStatus.Open);
        await node.WaitUntilToldAsync<WatchBacking>(watch => watch.OutPoints.SequenceEqual([Coin(2)]));
        await Eventually.HoldsAsync(() => node.Neighbours.Told<OrderOpened>().Count == 2);
    }

    [Fact]
    public async Task Bad_backing_keeps_an_order_out_and_no_answer_is_asked_again()
    {
        await using var node = await OrderbookNode.StartAsync();
        var bad = Sell(maker);
        var unknown = Sell(maker) with { Backing = [Coin(5)] };
        node.Neighbours.Backing = question => question.OrderId == IdOf(bad) ? BackingState.Invalid : BackingState.Unknown;
        await node.ReceiveAsync(Create(maker, bad), Create(maker, unknown));
        await node.WaitForAsync(IdOf(bad), OrderStatus.Unbacked);
        await Eventually.HoldsAsync(() => node.Neighbours.BackingQuestions >= 2);
        (await node.FindAsync(IdOf(unknown)))!.Status.ShouldBe(OrderStatus.Pending);

        node.Neighbours.Backing = _ => BackingState.Valid;
        await Eventually.HoldsAsync(async () =>
        {
            node.Clock.Advance(TimeSpan.FromSeconds(2));
            return (await node.FindAsync(IdOf(unknown)))!.Status == OrderStatus.Open;
        });
    }

    [Fact]
    public async Task An_order_whose_coin_was_not_seen_yet_comes_into_the_book_when_it_is()
    {
        await using var node = await OrderbookNode.StartAsync();
        var terms = Sell(maker);
        node.Neighbours.Backing = _ => BackingState.Invalid;
        await node.ReceiveAsync(Create(maker, terms));
        await node.WaitForAsync(IdOf(terms), OrderStatus.Unbacked);

        node.Neighbours.Backing = _ => BackingState.Valid;
        await Eventually.HoldsAsync(async () =>
        {
            node.Clock.Advance(TimeSpan.FromSeconds(2));
            return (await node.FindAsync(IdOf(terms)))!.Status == OrderStatus.Open;
        });
        await node.WaitUntilToldAsync<OrderOpened>(opened => opened.Order.OrderId == IdOf(terms));
    }

    [Fact]
    public async Task A_page_for_peers_stays_below_a_mebibyte()
    {
        await using var node = await OrderbookNode.StartAsync();
        string[] coins = [.. Enumerable.Range(0, 10).Select(index => Coin(1, (uint)index))];
        var orders = Enumerable.Range(1, 100).Select(number => Sell(maker) with { MinimumFill = (UInt128)number, Backing = coins }).ToList();
        await node.ReceiveAsync([.. orders.Select(terms => new SignedOrderEvent(
            OrderEventKind.Create, Contracts.Wire.Orders.SignedOrderCreation.Seal(maker, terms, [.. coins.Select(_ => new byte[1_024])])))]);

        var first = await node.AskForEventsAsync(256);
        var second = await node.AskForEventsAsync(256, first.Cursor);

        first.Events.Sum(signed => signed.Envelope.Length).ShouldBeLessThan(1024 * 1024 - (16 * 1024));
        (first.Events.Count + second.Events.Count).ShouldBe(100);
        second.Cursor.ShouldBeNull();
    }

    [Fact]
    public async Task Expired_orders_are_closed_and_later_forgotten()
    {
        await using var node = await OrderbookNode.StartAsync();
        var buy = Buy(maker) with { ExpiresAt = Now.AddHours(1) };
        await node.ReceiveAsync(Create(maker, buy));
        node.Clock.Advance(TimeSpan.FromHours(1));

        (await node.FindAsync(IdOf(buy)))!.Status.ShouldBe(OrderStatus.Expired);
        await node.WaitUntilToldAsync<OrderClosed>(closed => closed.Order.OrderId == IdOf(buy) && closed.Order.Status == OrderStatus.Expired);
        await Eventually.HoldsAsync(async () =>
        {
            node.Clock.Advance(TimeSpan.FromMinutes(30));
            return await node.FindAsync(IdOf(buy)) is null;
        });
    }

    [Fact]
    public async Task Orders_of_one_maker_and_words_about_unknown_orders_are_bounded()
    {
        await using var node = await OrderbookNode.StartAsync(settings: new()
        {
            ["orderbook:MaximumOrdersPerMaker"] = "2",
            ["orderbook:MaximumOrphansPerSigner"] = "1",
        });
        var orders = Enumerable.Range(1, 3).Select(minimum => Buy(maker) with { MinimumFill = (UInt128)minimum }).ToList();
        await node.ReceiveAsync([.. orders.Select(terms => Create(maker, terms))]);
        (await node.AskForEventsAsync(256)).Events.Count.ShouldBe(2);

        using var other = Key(3);
        var first = Buy(other);
        var second = Buy(other) with { MinimumFill = 7 };
        await node.ReceiveAsync(Cancel(other, first));
        await node.ReceiveAsync(Cancel(other, second));
        await node.ReceiveAsync(Create(other, first), Create(other, second));
        (await node.FindAsync(IdOf(first)))!.Status.ShouldBe(OrderStatus.Cancelled);
        (await node.FindAsync(IdOf(second)))!.Status.ShouldBe(OrderStatus.Open);
    }

    [Fact]
    public async Task Peers_page_through_everything_that_has_not_expired_oldest_first()
    {
        await using var node = await OrderbookNode.StartAsync();
        var orders = Enumerable.Range(1, 5).Select(number => Buy(maker) with { CreatedAt = Now.AddSeconds(-number), ExpiresAt = Now.AddDays(1) }).ToList();
        await node.ReceiveAsync([.. orders.Select(terms => Create(maker, terms)), Update(maker, UpdateOf(orders[4], 1) with { Remaining = 10 }), Cancel(maker, orders[0])]);

        var events = new List<SignedOrderEvent>();
        string? cursor = null;
        var pages = 0;
        do
        {
            var page = await node.AskForEventsAsync(2, cursor, Rune);
            events.AddRange(page.Events);
            cursor = page.Cursor;
            pages++;
        }
        while (cursor is not null);

        pages.ShouldBe(3);
        events.Select(signed => signed.Kind).ShouldBe(
            [OrderEventKind.Create, OrderEventKind.Update, OrderEventKind.Create, OrderEventKind.Create, OrderEventKind.Create, OrderEventKind.Create, OrderEventKind.Cancel]);
        events[0].Envelope.ShouldBe(Create(maker, orders[4]).Envelope);
        (await node.AskForEventsAsync(256, null, "RUNE:1:1")).Events.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Category", "Server")]
    public async Task Everything_is_there_after_a_restart_and_on_PostgreSQL_too()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        var database = server.NewDatabase();
        using var folder = new TemporaryFolder();
        var terms = Sell(maker);
        await using (var node = await OrderbookNode.StartAsync(dataFolder: folder.Path, database: database))
        {
            await node.ReceiveAsync(Create(maker, terms), Update(maker, UpdateOf(terms, 1) with { Remaining = 700 }));
            await node.WaitForAsync(IdOf(terms), OrderStatus.Open);
            await node.WaitUntilToldAsync<OrderOpened>(opened => opened.Order.Remaining == 700);
        }

        await using var again = await OrderbookNode.StartAsync(dataFolder: folder.Path, database: database);
        (await again.FindAsync(IdOf(terms)))!.Remaining.ShouldBe((UInt128)700);
        await again.ReceiveAsync(Update(maker, UpdateOf(terms, 2) with { Remaining = 300 }));
        (await again.WaitForAsync(IdOf(terms), OrderStatus.Open)).Remaining.ShouldBe((UInt128)300);
        var list = await OrderbookNode.ReadAsync(await again.Anonymous.GetAsync($"orders?base={Rune}&quote=BTC&side=sell&limit=1"));
        list.GetProperty("items")[0].GetProperty("remaining").GetString().ShouldBe("300");
        await OwnOrderTests.PlaceManyTimesAtOnceAsync(again);
        foreach (var path in new[] { "markets", $"markets/{Rune}/BTC", $"markets/{Rune}/BTC/depth", $"markets/{Rune}/BTC/trades" })
        {
            await OrderbookNode.ReadAsync(await again.Anonymous.GetAsync(path));
        }
    }

    public void Dispose() => maker.Dispose();
}
