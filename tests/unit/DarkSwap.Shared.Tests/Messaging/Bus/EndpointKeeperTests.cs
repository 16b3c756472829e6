using DarkSwap.Messaging.Delivery.Broker;
using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace DarkSwap.Shared.Tests.Messaging.Bus;

/// <summary>A second keeper beside the host's own, whose clock is the test's.</summary>
[Collection(RabbitMqFixture.Collection)]
[Trait("Category", "Server")]
public sealed class EndpointKeeperTests(RabbitMqFixture fixture)
{
    private const string Questions = "darkswap.sample.answering";
    private const int MaximumRounds = 200;
    private static readonly TimeSpan Round = new BusOptions().SilencePatience / SilencePatience.LooksWithoutProgress;
    private static readonly TimeSpan Limit = Patience.Usual;

    private readonly string broker = fixture.Server.NewVirtualHost();
    private readonly ManualTimeProvider clock = new();

    [Fact]
    public async Task A_queue_that_another_holds_although_the_broker_is_there_is_given_up()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await ReadAloneAsync(channel);
        await using var host = await StartAsync(new Dictionary<string, string?>());
        using var keeper = KeeperOf(host, []);
        await keeper.StartAsync(CancellationToken.None);

        (await GivenUpAsync(keeper)).Message.ShouldBe($"nobody reads {Questions}");
    }

    [Fact]
    public async Task The_host_stops_by_itself_and_says_why()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await ReadAloneAsync(channel);
        await using var host = await StartAsync(new Dictionary<string, string?> { ["Bus:SilencePatience"] = "00:00:02" });

        await Task.Delay(Limit, TimeProvider.System, host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        host.Services.GetServices<IHostedService>().OfType<EndpointKeeper>().Single().ExecuteTask!.Exception!.InnerException.ShouldBeOfType<SilentBusException>().Message.ShouldContain(Questions);
    }

    [Fact]
    public async Task A_queue_without_a_reader_is_given_up_although_the_bus_calls_itself_healthy()
    {
        const string Unread = "darkswap.sample.unread";
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(Unread, durable: true, exclusive: false, autoDelete: false, BusQueues.DeadLetterArguments());
        await using var host = await StartAsync(new Dictionary<string, string?>());
        await WaitUntilHealthyAsync(host);
        using var keeper = KeeperOf(host, [Questions, Unread]);
        await keeper.StartAsync(CancellationToken.None);

        (await GivenUpAsync(keeper)).Message.ShouldBe($"nobody reads {Unread}");
    }

    [Fact]
    public async Task A_bus_whose_queues_are_read_is_left_alone()
    {
        await using var host = await StartAsync(new Dictionary<string, string?>());
        await WaitUntilHealthyAsync(host);
        using var keeper = KeeperOf(host, [Questions]);
        await keeper.StartAsync(CancellationToken.None);

        for (var round = 0; round < 60; round++)
        {
            await NextRoundAsync(keeper);
        }

        keeper.ExecuteTask!.IsCompleted.ShouldBeFalse();
        await keeper.StopAsync(CancellationToken.None);
        keeper.ExecuteTask.IsCompletedSuccessfully.ShouldBeTrue();
    }

    /// <summary>Takes a queue for itself before its consumer can: the broker refuses every other reader, which ends the endpoint.</summary>
    private static async Task ReadAloneAsync(IChannel channel)
    {
        await channel.QueueDeclareAsync(Questions, durable: true, exclusive: false, autoDelete: false, BusQueues.QuestionArguments(new BusOptions().QuestionQueueExpiry));
        await channel.BasicConsumeAsync(Questions, autoAck: false, string.Empty, noLocal: false, exclusive: true, arguments: null, new AsyncEventingBasicConsumer(channel));
    }

    private static async Task WaitUntilHealthyAsync(ModuleTestHost host)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        while (host.Services.GetRequiredService<IBusControl>().CheckHealth().Status != BusHealthStatus.Healthy)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
        }
    }

    private async Task<ModuleTestHost> StartAsync(Dictionary<string, string?> settings)
    {
        var host = await ModuleTestHost.StartAsync<SampleModule>(new ModuleTestHostOptions { Settings = new(settings) { ["broker"] = broker } }, CancellationToken.None);
        await host.WaitForBrokerAsync();
        return host;
    }

    private EndpointKeeper KeeperOf(ModuleTestHost host, IReadOnlyList<string> queues) =>
        new(
            new BusReaders(host.Services.GetRequiredService<IBusControl>(), host.Services.GetRequiredService<BrokerWatch>(), queues),
            Options.Create(new BusOptions()),
            clock,
            NullLogger<EndpointKeeper>.Instance);

    private async Task<SilentBusException> GivenUpAsync(EndpointKeeper keeper)
    {
        for (var round = 0; round < MaximumRounds && !keeper.ExecuteTask!.IsCompleted; round++)
        {
            await NextRoundAsync(keeper);
        }

        return await keeper.ExecuteTask!.ShouldThrowAsync<SilentBusException>();
    }

    /// <summary>Lets the keeper look once: it sleeps again, or has given up.</summary>
    private async Task NextRoundAsync(EndpointKeeper keeper)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        while (clock.PendingTimers == 0 && !keeper.ExecuteTask!.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }

        clock.Advance(Round);
    }
}
