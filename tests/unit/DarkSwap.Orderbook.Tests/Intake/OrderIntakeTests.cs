using System.Net;
using System.Net.Http.Json;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Cryptography;
using DarkSwap.Orderbook.Intake;
using DarkSwap.Orderbook.Tests.Service;
using DarkSwap.Primitives;
using DarkSwap.Testing;
using Microsoft.Extensions.DependencyInjection;
using static DarkSwap.Orderbook.Tests.Intake.Submissions;
using static DarkSwap.Orderbook.Tests.OrderExamples;

namespace DarkSwap.Orderbook.Tests.Intake;

public sealed class OrderIntakeTests : IDisposable
{
    private readonly PrivateKey maker = Key(1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task Submissions_at_the_same_time_make_the_book_that_they_make_one_by_one(ulong seed) => CompareAsync(seed, null);

    [Fact]
    [Trait("Category", "Server")]
    public async Task They_do_so_on_PostgreSQL()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        await CompareAsync(4, server);
    }

    [Fact]
    public async Task Callers_that_wait_together_share_a_commit_and_each_gets_its_own_answer()
    {
        await using var node = await OrderbookNode.StartAsync();
        await node.Intake.SubmitAsync(OfUser(node, maker, 0), CancellationToken.None);
        using var intake = NewIntake(node.Services);
        var waiting = Enumerable.Range(0, 12).Select(number => intake.SubmitAsync(OfUser(node, maker, (ushort)number), CancellationToken.None)).ToList();

        await intake.StartAsync(CancellationToken.None);

        var answers = await Task.WhenAll(waiting);
        answers.Select(answer => answer.Value!.Order!.MinimumFill).ShouldBe(Enumerable.Range(1, 12).Select(number => (UInt128)number));
        answers.Select(answer => answer.Value!.IsNewOwnOrder).ShouldBe([false, .. Enumerable.Repeat(true, 11)]);
        await node.WaitUntilToldAsync<PublishOrderEvents>(publish => publish.Events.Count == 11);
        await node.WaitUntilToldAsync<OrdersChanged>(changed => changed.Changes.Count(change => change.Kind == OrderChangeKind.Opened) == 11);
        await node.WaitUntilToldAsync<RegisterScripts>(
            register => register.Registrations.Count == 11 && register.Registrations.All(one => one.Subject == PeerIdOf(maker) && one.Addresses.Count == 2 && one.OutPoints.Single() == Coin(1)));
        await intake.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task One_that_cannot_be_stored_fails_alone()
    {
        await using var node = await OrderbookNode.StartAsync();
        var submissions = Enumerable.Range(0, 10).Select(number => OfUser(node, maker, (ushort)number, number == 4 ? null! : "bcrt1qreceive")).ToList();

        var answers = submissions.ConvertAll(submission => node.Intake.SubmitAsync(submission, CancellationToken.None));

        await Should.ThrowAsync<Exception>(answers[4]);
        foreach (var answer in answers.Where(answer => answer != answers[4]))
        {
            var order = (await answer).Value!.Order!;
            (await node.FindAsync(order.OrderId))!.Status.ShouldBe(OrderStatus.Open);
        }

        (await node.FindAsync(submissions[4].Events[0].Key.OrderId)).ShouldBeNull();
    }

    [Fact]
    public async Task When_too_many_wait_callers_are_refused_and_messages_wait()
    {
        await using var node = await OrderbookNode.StartAsync(settings: new() { ["orderbook:MaximumWaitingSubmissions"] = "2" });
        using var intake = NewIntake(node.Services);
        var callers = Enumerable.Range(0, 4).Select(number => intake.SubmitAsync(OfUser(node, maker, (ushort)number), CancellationToken.None)).ToList();
        var message = intake.SubmitAsync(OfPeer(node, Create(maker, Sell(maker))), CancellationToken.None);
        (await callers[2]).Error.ShouldBe(IntakeRefusal.Busy);
        (await callers[3]).Error.ShouldBe(IntakeRefusal.Busy);
        message.IsCompleted.ShouldBeFalse();

        await intake.StartAsync(CancellationToken.None);

        (await message).Value!.News.Count.ShouldBe(1);
        (await callers[0]).IsSuccess.ShouldBeTrue();
        (await callers[1]).IsSuccess.ShouldBeTrue();
        await intake.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task The_API_tells_a_refused_caller_when_to_come_back()
    {
        await using var node = await OrderbookNode.StartAsync(
            settings: new() { ["orderbook:MaximumWaitingSubmissions"] = "1" }, configure: services => services.AddSingleton<IOrderIntake>(NewIntake));
        var waiting = node.Intake.SubmitAsync(OfUser(node, maker, 1), CancellationToken.None);
        var draft = await OrderbookNode.ReadAsync(await node.Operator.PostAsJsonAsync(
            "orders/drafts", new { @base = Rune, quote = "BTC", side = "buy", baseAmount = "1000", price = new { quote = "25", @base = "1" } }));

        using var refused = await node.Operator.PostAsJsonAsync("orders", OrderbookNode.OrderOf(draft.GetProperty("document").GetString()!, [Coin(1)]));

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.ShouldNotBeNull();
        waiting.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task What_still_waits_when_the_service_stops_is_stored_and_nothing_after_it()
    {
        await using var node = await OrderbookNode.StartAsync();
        using var intake = NewIntake(node.Services);
        await intake.StartAsync(CancellationToken.None);
        var waiting = Enumerable.Range(0, 3).Select(number => intake.SubmitAsync(OfUser(node, maker, (ushort)number), CancellationToken.None)).ToList();

        await intake.StopAsync(CancellationToken.None);

        (await Task.WhenAll(waiting)).ShouldAllBe(answer => answer.IsSuccess);
        (await intake.SubmitAsync(OfUser(node, maker, 9), CancellationToken.None)).Error.ShouldBe(IntakeRefusal.Busy);
        (await intake.SubmitAsync(OfPeer(node, Create(maker, Buy(maker))), CancellationToken.None)).Error.ShouldBe(IntakeRefusal.Busy);
    }

    [Fact]
    public async Task A_message_that_comes_twice_at_once_is_applied_once()
    {
        await using var node = await OrderbookNode.StartAsync();
        var message = OfPeer(node, Create(maker, Buy(maker)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => node.Intake.SubmitAsync(message, CancellationToken.None)));

        answers.Sum(answer => answer.Value!.News.Count).ShouldBe(1);
    }

    [Fact]
    public async Task What_follows_within_one_commit_sees_what_came_before()
    {
        await using var node = await OrderbookNode.StartAsync();
        var buy = Buy(maker);
        using var intake = NewIntake(node.Services);
        List<Task<Result<SubmissionResult, IntakeRefusal>>> steps =
        [
            intake.SubmitAsync(Of(node, Create(maker, Buy(maker) with { MinimumFill = 7 })), CancellationToken.None),
            intake.SubmitAsync(Of(node, Update(maker, UpdateOf(buy, 1) with { Remaining = 500 })), CancellationToken.None),
            intake.SubmitAsync(Of(node, Create(maker, buy)), CancellationToken.None),
            intake.SubmitAsync(Of(node, Cancel(maker, buy)), CancellationToken.None),
        ];

        await intake.StartAsync(CancellationToken.None);

        var answers = await Task.WhenAll(steps);
        answers[1].Value!.Order.ShouldBeNull();
        (answers[2].Value!.Order!.Status, answers[2].Value!.Order!.Remaining).ShouldBe((OrderStatus.Open, (UInt128)500));
        answers[3].Value!.Order!.Status.ShouldBe(OrderStatus.Cancelled);
        await node.WaitUntilToldAsync<OrderOpened>(opened => opened.Order.OrderId == IdOf(buy));
        await node.WaitUntilToldAsync<OrderClosed>(closed => closed.Order.OrderId == IdOf(buy));
        await intake.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_users_orders_have_their_bound_and_the_nodes_own_have_none()
    {
        await using var node = await OrderbookNode.StartAsync(settings: new() { ["orderbook:MaximumOrdersPerMaker"] = "2" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => node.Intake.SubmitAsync(OfUser(node, maker, (ushort)number), CancellationToken.None)));
        var own = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => node.Intake.SubmitAsync(OfUser(node, node.Neighbours.NodeKey, (ushort)number), CancellationToken.None)));

        answers.Count(answer => answer.IsSuccess).ShouldBe(2);
        answers.Where(answer => !answer.IsSuccess).ShouldAllBe(answer => answer.Error == IntakeRefusal.NoRoom);
        own.ShouldAllBe(answer => answer.IsSuccess);
    }

    public void Dispose() => maker.Dispose();

    private static async Task CompareAsync(ulong seed, PostgreSqlServer? server)
    {
        var random = new SeededRandomSource(seed);
        var events = OrderHistory.Make(random, 12, out var ids);
        await using var together = await OrderbookNode.StartAsync(database: server?.NewDatabase());
        await using var alone = await OrderbookNode.StartAsync(database: server?.NewDatabase());
        var shuffled = events.Concat(events.Where(_ => OrderHistory.Next(random, 3) == 0)).OrderBy(_ => OrderHistory.Next(random, int.MaxValue)).ToArray();
        var sizes = Enumerable.Range(0, shuffled.Length).Select(_ => OrderHistory.Next(random, 3) == 0 ? 1 + OrderHistory.Next(random, 5) : 1).ToArray();
        OrderSubmission[] submissions = [.. Cut(shuffled, sizes).Select(cut => cut.Length == 1 ? Of(together, cut) : OfPeer(together, cut))];

        await Parallel.ForEachAsync(submissions, new ParallelOptions { MaxDegreeOfParallelism = 24 }, async (submission, token) => await together.Intake.SubmitAsync(submission, token));
        foreach (var orderEvent in events)
        {
            await alone.Intake.SubmitAsync(Of(alone, orderEvent), CancellationToken.None);
        }

        foreach (var id in ids)
        {
            var one = await together.WaitForAsync(id, order => order.Status != OrderStatus.Pending);
            var other = await alone.WaitForAsync(id, order => order.Status != OrderStatus.Pending);
            (one.Status, one.Remaining, one.ExpiresAt, one.UpdateSequence).ShouldBe((other.Status, other.Remaining, other.ExpiresAt, other.UpdateSequence), $"seed {seed}");
        }

        var envelopes = (await alone.AskForEventsAsync(256)).Events.Select(signed => Convert.ToHexString(signed.Envelope));
        (await together.AskForEventsAsync(256)).Events.Select(signed => Convert.ToHexString(signed.Envelope)).ShouldBe(envelopes, $"seed {seed}");
    }

    private static IEnumerable<SignedOrderEvent[]> Cut(SignedOrderEvent[] events, int[] sizes)
    {
        for (var (index, cut) = (0, 0); index < events.Length; index += sizes[cut++])
        {
            yield return events[index..Math.Min(index + sizes[cut], events.Length)];
        }
    }

    /// <summary>An intake of the test's own, so that what is submitted before it starts is one group.</summary>
    private static OrderIntake NewIntake(IServiceProvider services) => ActivatorUtilities.CreateInstance<OrderIntake>(services);
}
