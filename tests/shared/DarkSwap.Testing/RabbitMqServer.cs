using System.Globalization;

namespace DarkSwap.Testing;

/// <summary>
/// A RabbitMQ server of the tests' own: Debian's program on free loopback ports, everything it writes in a temporary folder. Stopped or killed and
/// started again, it keeps its messages and its port. With DARKSWAP_TEST_RABBITMQ, a URL without a virtual host, that server is used instead; it has
/// the virtual hosts <c>darkswap-test-1</c> to <c>darkswap-test-24</c>, and cannot be killed.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private const string ExternalServer = "DARKSWAP_TEST_RABBITMQ";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan StopLimit = Patience.OfPrograms;
    private readonly string server;
    private readonly RabbitMqFolder? folder;
    private ChildProcess? names;
    private ChildProcess? process;
    private int virtualHosts;

    private RabbitMqServer(string server, RabbitMqFolder? folder)
    {
        this.server = server;
        this.folder = folder;
    }

    /// <summary>The port of AMQP; stays the same over restarts.</summary>
    public int Port => new Uri(server).Port;

    /// <summary>With user, password and the default virtual host.</summary>
    public string Url => $"{server}/";

    /// <summary>What the running server has written, for failure messages.</summary>
    public string Log => process?.Describe() ?? "(not running)";

    public static async Task<RabbitMqServer> StartAsync(CancellationToken cancellationToken) =>
        Environment.GetEnvironmentVariable(ExternalServer) is { Length: > 0 } external
            ? new RabbitMqServer(external.TrimEnd('/'), null)
            : await StartOwnAsync(cancellationToken);

    /// <summary>A server that can be killed, also where tests use an external one.</summary>
    public static async Task<RabbitMqServer> StartOwnAsync(CancellationToken cancellationToken)
    {
        var folder = await RabbitMqFolder.CreateAsync(cancellationToken);
        var started = new RabbitMqServer(string.Create(CultureInfo.InvariantCulture, $"amqp://{RabbitMqFolder.User}:{RabbitMqFolder.Password}@127.0.0.1:{folder.Port}"), folder);
        try
        {
            await started.StartAgainAsync(cancellationToken);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>URL of a virtual host in which nobody has been: names of queues repeat from test to test.</summary>
    public string NewVirtualHost()
    {
        var number = Interlocked.Increment(ref virtualHosts);
        return number <= RabbitMqFolder.VirtualHosts
            ? string.Create(CultureInfo.InvariantCulture, $"{server}/{RabbitMqFolder.VirtualHostPrefix}{number}")
            : throw new InvalidOperationException($"All {RabbitMqFolder.VirtualHosts} virtual hosts of this server are taken.");
    }

    /// <summary>Starts on the data that is there; returns once connections are accepted.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        var own = OwnFolder();
        if (names is null)
        {
            names = own.StartNames();
            await own.WaitForNamesAsync(StartLimit, cancellationToken);
        }

        process = own.StartServer();
        await process.WaitForLineAsync(line => line.Contains("completed with", StringComparison.Ordinal), StartLimit, cancellationToken);
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        OwnFolder();
        process!.Terminate();
        await process.WaitForExitAsync(StopLimit, cancellationToken);
        await process.DisposeAsync();
        process = null;
    }

    /// <summary>
    /// SIGKILL. RabbitMQ 3.10 forgets the log of a quorum queue that it made in the seconds before (the queue then never has a leader again), so
    /// a test that declares queues stops the server and starts it again before it kills.
    /// </summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        OwnFolder();
        await process!.KillAsync(cancellationToken);
        await process.DisposeAsync();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var child in new[] { process, names })
        {
            if (child is not null)
            {
                await child.DisposeAsync();
            }
        }

        process = null;
        names = null;
        folder?.Dispose();
    }

    private RabbitMqFolder OwnFolder() => folder ?? throw new InvalidOperationException($"A server given by {ExternalServer} is not this test's to stop or start.");
}
