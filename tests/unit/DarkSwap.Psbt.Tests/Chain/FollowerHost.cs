using DarkSwap.Psbt.Chain;
using DarkSwap.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DarkSwap.Psbt.Tests.Chain;

/// <summary>A running follower on a clock of its own.</summary>
internal sealed class FollowerHost : IAsyncDisposable
{
    private readonly ManualTimeProvider time = new();
    private readonly ChainStatusBoard board = new();
    private readonly ChainFollower follower;

    private FollowerHost(IChainSource chain, ChainNetwork network, IEnumerable<IBlockObserver> observers)
    {
        var options = Options.Create(new ChainOptions { Network = network, PollInterval = TimeSpan.FromSeconds(1) });
        follower = new ChainFollower(chain, observers, board, options, time, NullLogger<ChainFollower>.Instance);
    }

    public static Task<FollowerHost> StartAsync(IChainSource chain, params IBlockObserver[] observers) => StartAsync(chain, ChainNetwork.Regtest, observers);

    public static async Task<FollowerHost> StartAsync(IChainSource chain, ChainNetwork network, params IBlockObserver[] observers)
    {
        var host = new FollowerHost(chain, network, observers);
        await host.follower.StartAsync(CancellationToken.None);
        return host;
    }

    /// <summary>Lets polls pass until the status is as wanted.</summary>
    public async Task<ChainStatus> WaitForAsync(Func<ChainStatus, bool> isWanted)
    {
        using var patience = Patience.Limit();
        var waiting = board.WaitForAsync(isWanted, patience.Token);
        await DriveUntilAsync(() => waiting.IsCompleted, patience.Token);
        return await waiting;
    }

    public Task<ChainStatus> WaitForReadyAtAsync(BlockReference tip) => WaitForAsync(status => status.IsReady && status.Tip == tip);

    /// <summary>Lets polls pass until something else has happened.</summary>
    public async Task WaitUntilAsync(Func<bool> hasHappened)
    {
        using var patience = Patience.Limit();
        await DriveUntilAsync(hasHappened, patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await follower.StopAsync(CancellationToken.None);
        follower.Dispose();
    }

    private async Task DriveUntilAsync(Func<bool> hasHappened, CancellationToken cancellationToken)
    {
        while (!hasHappened())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (time.PendingTimers > 0)
            {
                time.Advance(TimeSpan.FromSeconds(1));
            }

            await Task.Yield();
        }
    }
}
