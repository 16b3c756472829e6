using DarkSwap.Contracts;
using DarkSwap.Contracts.Orders;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Gateway.Tests.Events;

public sealed class EventBatchTests
{
    [Fact]
    public async Task What_became_of_several_orders_in_one_message_is_an_event_each_in_order_and_once()
    {
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(CancellationToken.None);
        await using var reader = await EventReader.OpenAsync(host.Anonymous);
        var opened = (OrderOpened)SampleEvents.OrderOpened("1");
        var message = new OrdersChanged
        {
            EventId = opened.EventId,
            OccurredAt = opened.OccurredAt,
            Changes = [.. Enumerable.Range(1, 70).Select(number => ChangeOf(opened, number))],
        };

        await host.DeliverAsync(message, CancellationToken.None);
        await host.DeliverAsync(message, CancellationToken.None);
        await host.DeliverAsync(SampleEvents.OrderOpened("last"), CancellationToken.None);

        for (var number = 1; number <= 70; number++)
        {
            var item = await reader.NextAsync();
            item.EventId.ShouldBe($"{number}");
            item.EventType.ShouldBe(number % 2 == 0 ? "orderClosed" : "orderOpened");
            item.Data.ShouldContain($"\"orderId\":\"{number}\"");
        }

        (await reader.NextAsync()).Data.ShouldContain("\"orderId\":\"last\"");
    }

    [Fact]
    public async Task Messages_that_come_at_the_same_time_and_twice_are_each_in_the_log_once()
    {
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(CancellationToken.None);
        await using var reader = await EventReader.OpenAsync(host.Anonymous);
        var messages = Enumerable.Range(1, 40).Select(number => SampleEvents.OrderOpened($"{number}")).ToList();

        await Task.WhenAll(messages.Concat(messages).Select(message => Task.Run(() => host.DeliverAsync(message, CancellationToken.None))));
        await host.DeliverAsync(SampleEvents.OrderOpened("last"), CancellationToken.None);

        var seen = new HashSet<string>();
        for (var number = 1; number <= 40; number++)
        {
            var item = await reader.NextAsync();
            item.EventId.ShouldBe($"{number}");
            seen.Add(item.Data).ShouldBeTrue();
        }

        (await reader.NextAsync()).Data.ShouldContain("\"orderId\":\"last\"");
    }

    [Fact]
    public async Task Messages_that_are_joined_differently_when_they_come_again_are_each_in_the_log_once()
    {
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(CancellationToken.None);
        await using var reader = await EventReader.OpenAsync(host.Anonymous);
        var messages = Enumerable.Range(1, 6).Select(number => (IJoinable)SampleEvents.OrderOpened($"{number}")).ToList();

        await host.DeliverAsync(Joined(messages[..2]), CancellationToken.None);
        await host.DeliverAsync(Joined(messages[..4]), CancellationToken.None);
        await host.DeliverAsync(messages[2], CancellationToken.None);
        await host.DeliverAsync(Joined([(IJoinable)Joined(messages[1..3]), .. messages[4..]]), CancellationToken.None);
        await host.DeliverAsync(SampleEvents.OrderOpened("last"), CancellationToken.None);

        for (var number = 1; number <= 6; number++)
        {
            (await reader.NextAsync()).Data.ShouldContain($"\"orderId\":\"{number}\"");
        }

        (await reader.NextAsync()).Data.ShouldContain("\"orderId\":\"last\"");
    }

    private static IMessage Joined(IReadOnlyList<IJoinable> messages) => messages[0].Join(Guid.CreateVersion7(messages[0].OccurredAt), messages);

    private static OrderChange ChangeOf(OrderOpened opened, int number) => new()
    {
        Kind = number % 2 == 0 ? OrderChangeKind.Closed : OrderChangeKind.Opened,
        OccurredAt = opened.OccurredAt,
        Order = opened.Order with { OrderId = $"{number}" },
    };
}
