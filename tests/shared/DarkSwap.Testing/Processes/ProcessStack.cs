using System.Net.Http.Headers;
using Npgsql;

namespace DarkSwap.Testing.Processes;

/// <summary>A node as it runs in production: each service a process of its own, over a PostgreSQL database and a RabbitMQ virtual host, behind its gateway.</summary>
public sealed class ProcessStack : INode
{
    private static readonly (string Name, string Folder)[] Programs =
    [
        ("connectivity", "services/connectivity/DarkSwap.Connectivity"),
        ("orderbook", "services/orderbook/DarkSwap.Orderbook"),
        ("trade", "services/trade/DarkSwap.Trade"),
        ("psbt", "services/psbt/DarkSwap.Psbt"),
        ("gateway", "gateway/DarkSwap.Gateway"),
    ];

    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(5);
    private readonly TemporaryFolder folder = new();
    private readonly int libp2pPort = LoopbackPorts.Find(1)[0];
    private readonly Dictionary<string, ServiceProcess> services = [];
    private readonly Dictionary<string, Uri> addresses = [];
    private HttpClient? http;

    private ProcessStack(string database) => Database = database;

    /// <summary>Connection string of the database that all services share, a schema each.</summary>
    public string Database { get; }

    public ServiceProcess Connectivity => services["connectivity"];

    public ServiceProcess Orderbook => services["orderbook"];

    public ServiceProcess Trade => services["trade"];

    public ServiceProcess Psbt => services["psbt"];

    public ServiceProcess Gateway => services["gateway"];

    public IReadOnlyCollection<ServiceProcess> Services => services.Values;

    public string PeerId { get; private set; } = string.Empty;

    public string Address => $"/ip4/127.0.0.1/tcp/{libp2pPort}/p2p/{PeerId}";

    public HttpClient Http => http ?? throw new InvalidOperationException("The gateway was never started.");

    public string OperatorToken { get; private set; } = string.Empty;

    /// <summary>Fails when a service ends that was not killed or stopped or doomed, and does not ask to be started again. Never succeeds.</summary>
    public Task UnexpectedEnd => Task.WhenAny(services.Values.Select(service => service.UnexpectedEnd)).Unwrap();

    public string Log => string.Join('\n', services.Values.Select(service => service.Log));

    public ServiceProcess this[string name] => services[name];

    /// <summary>Where a service itself listens, past the gateway. Without path.</summary>
    public Uri AddressOf(string service) => addresses[service];

    public static async Task<ProcessStack> StartAsync(ProcessStackStart start, CancellationToken cancellationToken)
    {
        var stack = new ProcessStack(start.Database);
        try
        {
            stack.Compose(start);
            await stack.MigrateAsync(cancellationToken);
            await stack.StartAgainAsync(cancellationToken);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>All at once: a service waits for those that it needs, not for the order of starts.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(services.Values.Select(service => service.StartAsync(cancellationToken)));
        PeerId = Connectivity.Ready.GetProperty("peerId").GetString()!;
        OperatorToken = (await File.ReadAllTextAsync(Path.Combine(folder.Path, "gateway", "operator.token"), cancellationToken)).Trim();
        http?.Dispose();
        http = new HttpClient { BaseAddress = new Uri(addresses["gateway"], "/api/v1/"), Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", OperatorToken);
        await WaitUntilReadyAsync(cancellationToken);
    }

    public Task KillAsync(CancellationToken cancellationToken) => Task.WhenAll(services.Values.Select(service => service.KillAsync(cancellationToken)));

    /// <summary>SIGTERM to all; returns each service's exit code.</summary>
    public async Task<IReadOnlyDictionary<string, int>> StopAsync(CancellationToken cancellationToken)
    {
        var exits = await Task.WhenAll(services.Values.Select(async service => (service.Name, Code: await service.StopAsync(cancellationToken))));
        return exits.ToDictionary(exit => exit.Name, exit => exit.Code);
    }

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        await Task.WhenAll(services.Values.Select(service => service.DisposeAsync().AsTask()));
        folder.Dispose();
    }

    private void Compose(ProcessStackStart start)
    {
        var ports = LoopbackPorts.Find(Programs.Length);
        foreach (var ((name, _), port) in Programs.Zip(ports))
        {
            addresses[name] = new Uri($"http://127.0.0.1:{port}");
        }

        foreach (var (name, program) in Programs)
        {
            var environment = new Dictionary<string, string?>(start.Node.Environment)
            {
                [NodeStart.EnvironmentVariableOf("database")] = Database,
                [NodeStart.EnvironmentVariableOf("broker")] = start.Broker,
                [NodeStart.EnvironmentVariableOf("authentication:keysUrl")] = new Uri(addresses["gateway"], "/.well-known/jwks.json").ToString(),

                // Many small processes on few processors.
                ["DOTNET_gcServer"] = "0",
                ["DOTNET_TieredPGO"] = start.IsTuned ? "1" : "0",
            };
            List<string> arguments = ["--data", folder.File(name), "--api", addresses[name].Authority, "--network", "regtest", "--bitcoin-rpc", start.Node.BitcoinRpcUrl];
            if (name == "connectivity")
            {
                arguments.AddRange(["--listen", $"/ip4/127.0.0.1/tcp/{libp2pPort}", .. start.Node.BootstrapAddresses.SelectMany(address => new[] { "--bootstrap", address })]);
            }

            if (name == "gateway")
            {
                foreach (var (service, address) in addresses.Where(entry => entry.Key != name))
                {
                    environment[NodeStart.EnvironmentVariableOf($"gateway:services:{service}")] = address.ToString();
                }
            }

            services[name] = new ServiceProcess(name, program, arguments, environment);
        }
    }

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var target = new NpgsqlConnectionStringBuilder(Database);
        var name = target.Database;
        await using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database) { Database = "postgres", Pooling = false }.ConnectionString))
        {
            await connection.OpenAsync(cancellationToken);
            await using var create = new NpgsqlCommand($"CREATE DATABASE \"{name}\"", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        await Task.WhenAll(services.Values.Select(service => service.MigrateAsync(cancellationToken)));
    }

    /// <summary>The gateway answers for connectivity, and connectivity has heard of the Bitcoin network from psbt.</summary>
    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                using var answer = await Http.GetAsync("network/identity", cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (TimeProvider.System.GetElapsedTime(start) < ReadyLimit)
            {
                // Not listening yet.
            }

            if (TimeProvider.System.GetElapsedTime(start) > ReadyLimit)
            {
                throw new TimeoutException($"The stack did not get ready.\n{Log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }
}
