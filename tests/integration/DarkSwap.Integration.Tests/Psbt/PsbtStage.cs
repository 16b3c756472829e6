using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.RuneIndex;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Integration.Tests.Psbt;

/// <summary>The psbt service as it runs in a node, on a real Bitcoin node.</summary>
internal sealed class PsbtStage : IAsyncDisposable
{
    private readonly BitcoinNode node;
    private readonly ModuleTestHost host;

    private PsbtStage(BitcoinNode node, ModuleTestHost host)
    {
        this.node = node;
        this.host = host;
    }

    public IRuneIndex Runes => host.Services.GetRequiredService<IRuneIndex>();

    public IChainStatus Status => host.Services.GetRequiredService<IChainStatus>();

    /// <param name="dataFolder">Kept over several stages; null for one of its own.</param>
    /// <param name="postgreSqlDatabase">Instead of a SQLite file.</param>
    public static async Task<PsbtStage> StartAsync(BitcoinNode node, string? dataFolder = null, string? postgreSqlDatabase = null)
    {
        var options = new ModuleTestHostOptions
        {
            DataFolder = dataFolder,
            PostgreSqlDatabase = postgreSqlDatabase,
            Settings = new Dictionary<string, string?>
            {
                ["network"] = "regtest",
                ["bitcoinRpc"] = node.RpcUrl,
                ["psbt:chain:pollInterval"] = "00:00:00.100",
                ["psbt:chain:maximumAttempts"] = "1",
            },
        };
        return new PsbtStage(node, await ModuleTestHost.StartAsync<PsbtModule>(options, CancellationToken.None));
    }

    /// <summary>Waits until the service is level with the node as it is now.</summary>
    public async Task<ChainStatus> WaitUntilLevelAsync()
    {
        var best = BlockHash.Parse((await node.CallAsync("getbestblockhash", [], CancellationToken.None)).GetString()!);
        return await WaitForAsync(status => status.IsReady && status.Tip?.Hash == best);
    }

    public async Task<ChainStatus> WaitForAsync(Func<ChainStatus, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(Patience.OfPrograms, TimeProvider.System);
        try
        {
            return await Status.WaitForAsync(isWanted, patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The chain's status stayed {Status.Current}.");
        }
    }

    /// <summary>What an output holds once the service is level.</summary>
    public async Task<IReadOnlyList<RuneBalance>> BalancesOfAsync(OutPoint outPoint)
    {
        await WaitUntilLevelAsync();
        return (await Runes.GetBalancesAsync([outPoint], CancellationToken.None)).Value[outPoint];
    }

    public async Task<RuneEntry?> FindAsync(RuneId id)
    {
        await WaitUntilLevelAsync();
        return (await Runes.FindAsync(id, CancellationToken.None)).Value;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
