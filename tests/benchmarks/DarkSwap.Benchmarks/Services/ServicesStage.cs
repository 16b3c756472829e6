using DarkSwap.Testing;
using DarkSwap.Testing.Processes;

namespace DarkSwap.Benchmarks.Services;

/// <summary>Servers, two nodes of separate Release processes that know each other, and a bare proxy before the first one's order book.</summary>
internal sealed class ServicesStage : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private readonly Stack<IAsyncDisposable> owned = new();

    public PostgreSqlServer PostgreSql { get; private set; } = null!;

    public RabbitMqServer RabbitMq { get; private set; } = null!;

    public ProcessStack First { get; private set; } = null!;

    /// <summary>Only where it was asked for.</summary>
    public ProcessStack Second { get; private set; } = null!;

    /// <summary>A virtual host in which nobody else is.</summary>
    public string RawBroker { get; private set; } = null!;

    public Uri BareProxy { get; private set; } = null!;

    /// <summary>A coin of the chain.</summary>
    public string Coin { get; private set; } = null!;

    public static async Task<ServicesStage> StartAsync(bool hasSecond, CancellationToken cancellationToken)
    {
        var stage = new ServicesStage();
        try
        {
            await stage.StartAllAsync(hasSecond, cancellationToken);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

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

    private async Task StartAllAsync(bool hasSecond, CancellationToken cancellationToken)
    {
        owned.Push(PostgreSql = await PostgreSqlServer.StartDurableAsync(cancellationToken));
        owned.Push(RabbitMq = await RabbitMqServer.StartAsync(cancellationToken));
        RawBroker = RabbitMq.NewVirtualHost();
        var chain = await BitcoinNode.StartAsync(cancellationToken);
        owned.Push(chain);
        Coin = (await chain.FundAsync([(BenchmarkUser.AddressOf(new byte[20]), 100_000)], cancellationToken))[0].ToString();
        var start = new NodeStart { BitcoinRpcUrl = chain.RpcUrl, Settings = Settings() };
        owned.Push(First = await ProcessStack.StartAsync(NewStack(start), cancellationToken));
        if (hasSecond)
        {
            owned.Push(Second = await ProcessStack.StartAsync(NewStack(start with { BootstrapAddresses = [First.Address] }), cancellationToken));
        }

        BareProxy = new Uri($"http://127.0.0.1:{LoopbackPorts.Find(1)[0]}");
        var proxy = BuiltProgram.Start(
            "tests/benchmarks/DarkSwap.BareProxy", [BareProxy.ToString().TrimEnd('/'), First.AddressOf("orderbook").ToString()], new Dictionary<string, string?> { ["DOTNET_gcServer"] = "0", ["DOTNET_TieredPGO"] = "1" });
        owned.Push(proxy);
        await proxy.WaitForEventAsync("ready", StartLimit, cancellationToken);
    }

    private ProcessStackStart NewStack(NodeStart start) => new(PostgreSql.NewDatabase(), RabbitMq.NewVirtualHost(), start) { IsTuned = true };
}
