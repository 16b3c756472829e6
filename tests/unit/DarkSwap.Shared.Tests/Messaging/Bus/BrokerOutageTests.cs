using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing;

namespace DarkSwap.Shared.Tests.Messaging.Bus;

/// <summary>A broker of its own, which these tests stop and kill.</summary>
[Trait("Category", "Server")]
public sealed class BrokerOutageTests(RabbitMqFixture fixture) : IClassFixture<RabbitMqFixture>
{
    private static readonly string[] Aggregates = ["a", "b", "c"];

    private RabbitMqServer Server => fixture.Server;

    [Fact]
    public async Task A_host_starts_without_a_broker_and_its_messages_wait_for_one()
    {
        var broker = Server.NewVirtualHost();
        await Server.StopAsync(CancellationToken.None);
        await using var hosts = new WatchedHosts(broker);
        var host = await hosts.StartAsync();
        var sample = new SampleDriver(host.Services);

        await SendAsync(sample, 1, 200);
        (await sample.CountAsync()).ShouldBe((600, 0));
        (await host.Anonymous.GetAsync(new Uri(host.BaseAddress, "/health/ready"))).IsSuccessStatusCode.ShouldBeTrue();
        await Server.StartAgainAsync(CancellationToken.None);

        await ShouldArriveOnceAndInOrderAsync(sample, 200);
        (await sample.CountAsync()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_broker_that_is_killed_while_messages_flow_loses_none_and_mixes_up_none()
    {
        await using var hosts = new WatchedHosts(Server.NewVirtualHost());
        var host = await hosts.StartAsync();
        var sample = new SampleDriver(host.Services);
        await host.WaitForBrokerAsync();

        // New queues survive a kill once the broker has written them down.
        await Server.StopAsync(CancellationToken.None);
        await Server.StartAgainAsync(CancellationToken.None);
        for (var round = 0; round < 2; round++)
        {
            await host.WaitForBrokerAsync();
            await SendAsync(sample, (round * 200) + 1, 100);
            await sample.WaitForAsync(nameof(FirstConsumer), (round * 600) + 20);
            await Server.KillAsync(CancellationToken.None);
            await SendAsync(sample, (round * 200) + 101, 100);
            await Server.StartAgainAsync(CancellationToken.None);
        }

        await ShouldArriveOnceAndInOrderAsync(sample, 400);
        (await sample.CountAsync()).ShouldBe((0, 0));
    }

    private static Task SendAsync(SampleDriver sample, int first, int count) =>
        Task.WhenAll(Aggregates.Select(aggregate => sample.SendAsync(aggregate, [.. Enumerable.Range(first, count)])));

    /// <summary>A message may come again, but never for the first time after a later one.</summary>
    private static async Task ShouldArriveOnceAndInOrderAsync(SampleDriver sample, int count)
    {
        foreach (var aggregate in Aggregates)
        {
            await sample.WaitForEffectsAsync(aggregate, count);
            (await sample.EffectsAsync(aggregate)).ShouldBe(Enumerable.Range(1, count).Select(number => (number, 1)));
            sample.Faults.Received.Where(entry => entry.Consumer == nameof(FirstConsumer) && entry.Message.Aggregate == aggregate)
                .Select(entry => entry.Message.Number).Distinct().ShouldBe(Enumerable.Range(1, count));
        }

        await sample.WaitUntilEmptyAsync();
    }
}
