using System.Collections.Concurrent;
using DarkSwap.Messaging.Delivery.Broker;
using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace DarkSwap.Shared.Tests.Messaging.Bus;

/// <summary>A second keeper beside the host's own, whose clock is the test's.</summary>
[Collection(RabbitMqFixture.Collection)]
[Trait("Category", "Server")]
public sealed class EndpointKeeperTests(RabbitMqFixture fixture)
{
    private const string Questions = "darkswap.sample.answering";
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly string broker = fixture.Server.NewVirtualHost();
    private readonly ManualTimeProvider clock = new();
    private readonly Restarts restarts = new();

    [Fact]
    public async Task A_queue_that_nobody_reads_although_the_broker_is_there_makes_the_bus_start_again()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await ReadAloneAsync(channel);
        await using var host = await StartAsync();
        using var keeper = KeeperOf(host);
        await keeper.StartAsync(CancellationToken.None);

        (await FirstRestartAsync()).ShouldContain(Questions);

        await channel.CloseAsync();
        await WaitUntilHealthyAsync(host);
        (await host.RequestAsync<AskSample, SampleAnswer>(new AskSample { Number = 4 }, CancellationToken.None)).Doubled.ShouldBe(8);
        await keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_bus_whose_queues_are_read_is_left_alone()
    {
        await using var host = await StartAsync();
        (await host.RequestAsync<AskSample, SampleAnswer>(new AskSample { Number = 4 }, CancellationToken.None)).Doubled.ShouldBe(8);
        await WaitUntilHealthyAsync(host);
        using var keeper = KeeperOf(host);
        await keeper.StartAsync(CancellationToken.None);

        for (var round = 0; round < 60; round++)
        {
            await NextRoundAsync();
        }

        restarts.Messages.ShouldBeEmpty();
        await keeper.StopAsync(CancellationToken.None);
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

    private async Task<ModuleTestHost> StartAsync()
    {
        var host = await ModuleTestHost.StartAsync<SampleModule>(new ModuleTestHostOptions { Settings = new() { ["broker"] = broker } }, CancellationToken.None);
        await host.WaitForBrokerAsync();
        return host;
    }

    private EndpointKeeper KeeperOf(ModuleTestHost host) =>
        new(host.Services.GetRequiredService<IBusControl>(), host.Services.GetRequiredService<BrokerWatch>(), clock, restarts);

    private async Task<string> FirstRestartAsync()
    {
        for (var round = 0; round < 1000; round++)
        {
            if (restarts.Messages.TryPeek(out var message))
            {
                return message;
            }

            await NextRoundAsync();
        }

        throw new TimeoutException("The bus was not started again.");
    }

    /// <summary>Lets the keeper look once: it sleeps again, or starts the bus again, which has a time limit on the same clock.</summary>
    private async Task NextRoundAsync()
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        while (clock.PendingTimers == 0 && restarts.Messages.IsEmpty)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }

        clock.Advance(restarts.Messages.IsEmpty ? Round : TimeSpan.Zero);
    }

    /// <summary>What the keeper says that it does.</summary>
    private sealed class Restarts : ILogger<EndpointKeeper>
    {
        public ConcurrentQueue<string> Messages { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Enqueue(formatter(state, exception));
    }
}
