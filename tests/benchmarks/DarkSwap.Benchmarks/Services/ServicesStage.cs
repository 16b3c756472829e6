using DarkSwap.Testing;
using DarkSwap.Testing.Processes;

namespace DarkSwap.Benchmarks.Services;

/// <summary>Servers, a node of separate Release processes, a second one where it is wanted, and a bare proxy before the first one's order book.</summary>
internal sealed class ServicesStage : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private readonly Stack<IAsyncDisposable> owned = new();
    private NodeStart node = null!;

    public PostgreSqlServer PostgreSql { get; private set; } = null!;

    public RabbitMqServer RabbitMq { get; private set; } = null!;

    public ProcessStack First { get; private set; } = null!;

    /// <summary>A virtual host in which nobody else is.</summary>
    public string RawBroker { get; private set; } = null!;

    public Uri BareProxy { get; private set; } = null!;

    /// <summary>A coin of the chain.</summary>
    public string Coin { get; private set; } = null!;

    public static async Task<ServicesStage> StartAsync(CancellationToken cancellationToken)
    {
        var stage = new ServicesStage();
        try
        {
            await stage.StartAllAsync(cancellationToken);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>A node that knows the first one. Whoever starts it disposes of it.</summary>
    public Task<ProcessStack> StartSecondAsync(CancellationToken cancellationToken) =>
        ProcessStack.StartAsync(NewStack(node with { BootstrapAddresses = [First.Address] }), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        while (owned.TryPop(out var resource))
        {
            await resource.DisposeAsync();
        }
    }

    /// <summary>Every policy is on; the limits of one caller are as high as they go, because one caller is all there is.</summary>
    private static Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>
        {
            ["psbt:treatMissingAssetSourcesAsEmpty"] = "true",
            ["orderbook:MaximumOrders"] = "1000000",
            ["orderbook:MaximumOrdersPerMaker"] = "1000000",
        };
        foreach (var operations in new[] { "read", "write", "expensive", "authentication" })
        {
            settings[$"gateway:rateLimits:{operations}:perSecond"] = "1000000";
            settings[$"gateway:rateLimits:{operations}:burst"] = "1000000";
        }

        return settings;
    }

    private async Task StartAllAsync(CancellationToken cancellationToken)
    {
        owned.Push(PostgreSql = await PostgreSqlServer.StartDurableAsync(cancellationToken));
        owned.Push(RabbitMq = await RabbitMqServer.StartAsync(cancellationToken));
        RawBroker = RabbitMq.NewVirtualHost();
        var chain = await BitcoinNode.StartAsync(cancellationToken);
        owned.Push(chain);
        Coin = (await chain.FundAsync([(BenchmarkUser.AddressOf(new byte[20]), 100_000)], cancellationToken))[0].ToString();
        node = new NodeStart { BitcoinRpcUrl = chain.RpcUrl, Settings = Settings() };
        owned.Push(First = await ProcessStack.StartAsync(NewStack(node), cancellationToken));
        BareProxy = new Uri($"http://127.0.0.1:{LoopbackPorts.Find(1)[0]}");
        var proxy = BuiltProgram.Start(
            "tests/benchmarks/DarkSwap.BareProxy", [BareProxy.ToString().TrimEnd('/'), First.AddressOf("orderbook").ToString()], new Dictionary<string, string?> { ["DOTNET_gcServer"] = "0", ["DOTNET_TieredPGO"] = "1" });
        owned.Push(proxy);
        await proxy.WaitForEventAsync("ready", StartLimit, cancellationToken);
    }

    private ProcessStackStart NewStack(NodeStart start) => new(PostgreSql.NewDatabase(), RabbitMq.NewVirtualHost(), start) { IsTuned = true };
}
