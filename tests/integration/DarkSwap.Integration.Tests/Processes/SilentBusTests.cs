using DarkSwap.Hosting.Node;
using DarkSwap.Integration.Tests.Stack;
using DarkSwap.Messaging.Delivery.Broker;
using DarkSwap.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace DarkSwap.Integration.Tests.Processes;

/// <summary>A service that cannot read one of its queues although the broker is there ends itself, and whoever is started in its place goes on.</summary>
[Trait("Category", "Server")]
[Collection(StackCollection.Name)]
public sealed class SilentBusTests(StackServers servers) : IDisposable
{
    private const string Queue = "darkswap.connectivity.sign-document";
    private static readonly TimeSpan Limit = Patience.OfPrograms;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_ends_with_the_code_that_asks_for_another_process_which_reads_the_queue()
    {
        var broker = servers.RabbitMq.NewVirtualHost();
        var environment = EnvironmentOf(broker);
        await using (var migration = ServiceProgram.Start("connectivity", environment, "--migrate"))
        {
            (await migration.WaitForExitAsync(Limit, CancellationToken.None)).ShouldBe(0, migration.Describe());
        }

        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync(CancellationToken.None);
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: CancellationToken.None))
        {
            await ReadAloneAsync(channel);
            await using var silent = ServiceProgram.Start("connectivity", environment);

            (await silent.WaitForExitAsync(Limit, CancellationToken.None)).ShouldBe(ProcessEnd.StartAgain, silent.Describe());
            silent.Errors.ShouldContain($"The broker is there, but nobody reads {Queue}: this process ends, to be started again");
        }

        await using var next = ServiceProgram.Start("connectivity", environment);
        await WaitForReaderAsync(connection, next);
        next.Terminate();
        (await next.WaitForExitAsync(Limit, CancellationToken.None)).ShouldBe(ProcessEnd.Success, next.Describe());
    }

    /// <summary>The broker refuses every other reader.</summary>
    private static async Task ReadAloneAsync(IChannel channel)
    {
        Dictionary<string, object?> arguments = new() { ["x-expires"] = (int)new BusOptions().QuestionQueueExpiry.TotalMilliseconds };
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: CancellationToken.None);
        await channel.BasicConsumeAsync(Queue, autoAck: false, string.Empty, noLocal: false, exclusive: true, arguments: null, new AsyncEventingBasicConsumer(channel), CancellationToken.None);
    }

    private static async Task WaitForReaderAsync(IConnection connection, ChildProcess process)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: limit.Token);
        while ((await channel.QueueDeclarePassiveAsync(Queue, limit.Token)).ConsumerCount == 0)
        {
            process.HasExited.ShouldBeFalse(process.Describe());
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
        }
    }

    private Dictionary<string, string?> EnvironmentOf(string broker) => new()
    {
        ["DARKSWAP_DATA"] = folder.Path,
        ["DARKSWAP_API"] = "127.0.0.1:0",
        ["DARKSWAP_BROKER"] = broker,
        ["DARKSWAP_LIBP2P__LISTENADDRESSES__0"] = "/ip4/127.0.0.1/tcp/0",
        ["DARKSWAP_BUS__SILENCEPATIENCE"] = "00:00:05",
        ["DOTNET_gcServer"] = "0",
    };
}
