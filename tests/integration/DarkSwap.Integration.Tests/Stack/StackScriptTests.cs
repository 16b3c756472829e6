using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.NetworkInformation;
using System.Runtime.Versioning;
using System.Text.Json;
using DarkSwap.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace DarkSwap.Integration.Tests.Stack;

/// <summary><c>infra/stack</c> from nothing to nothing.</summary>
[SupportedOSPlatform("linux")]
[Trait("Category", "Server")]
public sealed class StackScriptTests : IAsyncLifetime
{
    private const int PortsOfAStack = 11;
    private const int BrokerPort = 7;
    private const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string?> environment = new() { ["CONFIGURATION"] = RepositoryFolder.Configuration };

    // Below the ports that the system gives to others.
    private readonly int firstPort = 20_000 + (Environment.ProcessId % 1_000 * PortsOfAStack);

    /// <summary>The servers run as accounts of their own, which have to get into the folder.</summary>
    public Task InitializeAsync()
    {
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await RunAsync("down");
        folder.Dispose();
    }

    [Fact]
    public async Task A_stack_comes_up_healthy_is_restarted_part_by_part_and_leaves_nothing_when_it_goes_down()
    {
        await SucceedsAsync("--port-base", firstPort.ToString(CultureInfo.InvariantCulture), "--no-build", "up");

        (await SucceedsAsync("status")).Split('\n').Count(line => line.TrimEnd().EndsWith(" healthy", StringComparison.Ordinal)).ShouldBe(8);
        var identity = await AskAsync();

        await SucceedsAsync("restart", "postgresql", "rabbitmq", "trade", "connectivity", "gateway");
        await SucceedsAsync("--no-build", "up");
        (await AskAsync()).ShouldBe(identity);

        await EndsAndIsStartedAgainAsync();
        foreach (var secret in Directory.GetFiles(Path.Combine(folder.Path, "stack", "secrets")).Append(AccessFile))
        {
            File.GetUnixFileMode(secret).ShouldBe(Secret, secret);
        }

        await SucceedsAsync("down");
        ListeningPorts().ShouldBeEmpty();
        var (exitCode, status) = await RunAsync("status");
        exitCode.ShouldBe(1);
        status.ShouldNotContain("healthy");
    }

    [Theory]
    [InlineData("restart", "oracle")]
    [InlineData("restart")]
    [InlineData("fly")]
    [InlineData("status")]
    public async Task What_it_cannot_do_is_refused(params string[] arguments) => (await RunAsync(arguments)).ExitCode.ShouldNotBe(0);

    private string AccessFile => Path.Combine(folder.Path, "stack", "access.json");

    /// <summary>A request that a service answers with its database, and that the gateway vouches for. Returns the node's address among peers.</summary>
    private async Task<string> AskAsync()
    {
        using var access = JsonDocument.Parse(await File.ReadAllTextAsync(AccessFile));
        var node = access.RootElement.GetProperty("nodes").GetProperty("Alice");
        using var http = new HttpClient { BaseAddress = new Uri(node.GetProperty("api").GetString()!) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", node.GetProperty("token").GetString());
        using var answer = await http.GetAsync(new Uri("/api/v1/trades", UriKind.Relative));
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new ShouldAssertException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}\n{(await RunAsync("logs", "connectivity", "trade", "gateway")).Output}");
        }

        return node.GetProperty("address").GetString()!;
    }

    /// <summary>While another holds one of its queues a service ends itself again and again; then it runs.</summary>
    private async Task EndsAndIsStartedAgainAsync()
    {
        const string Queue = "darkswap.psbt.check-addresses";
        await SucceedsAsync("stop", "psbt");
        await using var connection = await ConnectToBrokerAsync();
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: CancellationToken.None))
        {
            await channel.BasicConsumeAsync(Queue, autoAck: false, string.Empty, noLocal: false, exclusive: true, arguments: null, new AsyncEventingBasicConsumer(channel), CancellationToken.None);
            environment["DARKSWAP_BUS__SILENCEPATIENCE"] = "00:00:10";
            await SucceedsAsync("start", "psbt");
            await WaitAsync(async () => (await File.ReadAllTextAsync(Path.Combine(folder.Path, "stack", "logs", "psbt.log"))).Contains("asked to be started again", StringComparison.Ordinal));
        }

        await using var other = await connection.CreateChannelAsync(cancellationToken: CancellationToken.None);
        await WaitAsync(async () => (await other.QueueDeclarePassiveAsync(Queue, CancellationToken.None)).ConsumerCount > 0);
        environment.Remove("DARKSWAP_BUS__SILENCEPATIENCE");
        await SucceedsAsync("restart", "psbt");
    }

    private async Task<IConnection> ConnectToBrokerAsync()
    {
        var password = await File.ReadAllTextAsync(Path.Combine(folder.Path, "stack", "secrets", "broker.password"));
        return await new ConnectionFactory { Uri = new Uri($"amqp://darkswap:{password.Trim()}@127.0.0.1:{firstPort + BrokerPort}/") }.CreateConnectionAsync(CancellationToken.None);
    }

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, limit.Token);
        }
    }

    private int[] ListeningPorts() =>
        [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).Where(port => port >= firstPort && port < firstPort + PortsOfAStack)];

    private async Task<string> SucceedsAsync(params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(arguments);
        exitCode.ShouldBe(0, output);
        return output;
    }

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        await using var process = ChildProcess.Start(RepositoryFolder.File("infra", "stack"), ["--data", Path.Combine(folder.Path, "stack"), .. arguments], environment);
        var exitCode = await process.WaitForExitAsync(Patience, CancellationToken.None);
        return (exitCode, process.Describe());
    }
}
