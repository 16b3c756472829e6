using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Testing;

namespace DarkSwap.Connectivity.Tests.Nodes;

public sealed class OrderExchangeTests
{
    [Fact]
    public async Task Pages_through_each_others_books_on_connect()
    {
        await using var alice = await TestNode.StartAsync();
        await using var bob = await TestNode.StartAsync();
        alice.Services.Book.AddRange(Enumerable.Range(0, 600).Select(number => SignedOrders.Cancellation(number)));
        bob.Services.Book.Add(SignedOrders.Cancellation(1_000));

        (await bob.DialAsync(alice)).EnsureSuccessStatusCode();

        await Eventually.HoldsAsync(() => bob.Services.Orders.Sum(burst => burst.Events.Count) == 600, "bob has alice's book");
        await Eventually.HoldsAsync(() => alice.Services.Orders.Sum(burst => burst.Events.Count) == 1, "alice has bob's book");
        bob.Services.Orders.ShouldAllBe(burst => burst.Events.Count <= 256 && burst.Sender == alice.PeerId);
    }

    [Fact]
    public async Task Reads_a_book_that_was_away_when_it_comes_back()
    {
        await using var alice = await TestNode.StartAsync(services: new StandInServices { IsBookThere = question => question > 2 });
        await using var bob = await TestNode.StartAsync();
        alice.Services.Book.Add(SignedOrders.Cancellation(1));

        (await bob.DialAsync(alice)).EnsureSuccessStatusCode();

        await Eventually.HoldsAsync(() => bob.Services.Orders.Sum(burst => burst.Events.Count) == 1, "bob has alice's book");
        alice.Services.BookQuestions.Count.ShouldBe(3);
        (await bob.CountPeersAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Goes_on_with_a_book_where_it_went_away()
    {
        await using var alice = await TestNode.StartAsync(services: new StandInServices { IsBookThere = question => question != 2 });
        await using var bob = await TestNode.StartAsync();
        alice.Services.Book.AddRange(Enumerable.Range(0, 600).Select(number => SignedOrders.Cancellation(number)));

        (await bob.DialAsync(alice)).EnsureSuccessStatusCode();

        await Eventually.HoldsAsync(() => bob.Services.Orders.Sum(burst => burst.Events.Count) == 600, "bob has alice's book");
        alice.Services.BookQuestions.ShouldBe([null, "256", "256", "512"]);
    }

    [Fact]
    public async Task A_node_that_waits_for_a_book_stops_all_the_same()
    {
        await using var alice = await TestNode.StartAsync(services: new StandInServices { IsBookThere = _ => false });
        var bob = await TestNode.StartAsync();
        (await bob.DialAsync(alice)).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(() => alice.Services.BookQuestions.Count >= 2, "bob has asked again");

        await bob.DisposeAsync();

        await Eventually.HoldsAsync(async () => await alice.CountPeersAsync() == 0, "bob has gone");
    }

    [Fact]
    public async Task Pushes_new_events_to_connected_peers_once()
    {
        await using var alice = await TestNode.StartAsync();
        await using var bob = await TestNode.StartAsync();
        (await bob.DialAsync(alice)).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => await alice.CountPeersAsync() == 1, "they are connected");

        await PublishAsync(alice, SignedOrders.Cancellation(1));
        await PublishAsync(alice, SignedOrders.Cancellation(1));
        await PublishAsync(alice, SignedOrders.Cancellation(2));

        await Eventually.HoldsAsync(() => bob.Services.Orders.Sum(burst => burst.Events.Count) >= 2, "bob has heard");
        bob.Services.Orders.SelectMany(burst => burst.Events).Count().ShouldBe(2);
    }

    [Fact]
    public async Task Pushes_creations_updates_and_cancellations_as_they_were_signed()
    {
        await using var alice = await TestNode.StartAsync();
        await using var bob = await TestNode.StartAsync();
        (await bob.DialAsync(alice)).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => await alice.CountPeersAsync() == 1, "they are connected");
        SignedOrderEvent[] events = [SignedOrders.Creation(), SignedOrders.Update(1), SignedOrders.Cancellation(2)];

        foreach (var orderEvent in events)
        {
            await PublishAsync(alice, orderEvent);
        }

        await Eventually.HoldsAsync(() => bob.Services.Orders.Sum(burst => burst.Events.Count) == 3, "bob has heard");
        bob.Services.Orders.SelectMany(burst => burst.Events).OrderBy(orderEvent => orderEvent.Kind)
            .Select(orderEvent => (orderEvent.Kind, Convert.ToHexString(orderEvent.Envelope)))
            .ShouldBe(events.Select(orderEvent => (orderEvent.Kind, Convert.ToHexString(orderEvent.Envelope))));
    }

    [Fact]
    public async Task Refuses_events_whose_signature_is_for_another_network()
    {
        await using var alice = await TestNode.StartAsync();
        await using var bob = await TestNode.StartAsync();
        (await bob.DialAsync(alice)).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => await alice.CountPeersAsync() == 1, "they are connected");

        await PublishAsync(alice, SignedOrders.Cancellation(1, "mainnet"));
        await PublishAsync(alice, SignedOrders.Cancellation(2));

        await Eventually.HoldsAsync(() => !bob.Services.Orders.IsEmpty, "bob has heard");
        bob.Services.Orders.SelectMany(burst => burst.Events).Single().Envelope.ShouldBe(SignedOrders.Cancellation(2).Envelope);
    }

    [Fact]
    public async Task Disconnects_a_peer_that_keeps_sending_refused_events()
    {
        await using var alice = await TestNode.StartAsync();
        await using var bob = await TestNode.StartAsync();
        (await bob.DialAsync(alice)).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => await alice.CountPeersAsync() == 1, "they are connected");

        for (var number = 0; number < 10; number++)
        {
            await PublishAsync(alice, SignedOrders.Cancellation(number, "mainnet"));
        }

        await Eventually.HoldsAsync(async () => await bob.CountPeersAsync() == 0, "bob has left");
    }

    [Fact]
    public async Task Parts_from_a_peer_of_another_network()
    {
        await using var alice = await TestNode.StartAsync(services: new StandInServices { Network = "signet:11223344" });
        await using var bob = await TestNode.StartAsync();
        bob.Services.Book.Add(SignedOrders.Cancellation(1));
        (await bob.DialAsync(alice)).EnsureSuccessStatusCode();

        await Eventually.HoldsAsync(async () => await bob.CountPeersAsync() == 0 && await alice.CountPeersAsync() == 0, "they have parted");
        alice.Services.Orders.ShouldBeEmpty();
    }

    private static Task PublishAsync(TestNode node, SignedOrderEvent orderEvent) => node.Host.DeliverAsync(
        new PublishOrderEvents { EventId = Guid.CreateVersion7(DateTimeOffset.UnixEpoch), OccurredAt = DateTimeOffset.UnixEpoch, Events = [orderEvent] },
        CancellationToken.None);
}
