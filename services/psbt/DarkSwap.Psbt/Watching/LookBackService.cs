using DarkSwap.Psbt.Chain;

namespace DarkSwap.Psbt.Watching;

/// <summary>Runs <see cref="LookBack"/> when something new is watched, and again while it could not finish.</summary>
public sealed partial class LookBackService(LookBack lookBack, WatchSignal signal, TimeProvider timeProvider, ILogger<LookBackService> logger) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BeforeAgain = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var isDone = await TryRunAsync(stoppingToken);
            await signal.WaitAsync(isDone ? Longest : BeforeAgain, timeProvider, stoppingToken);
        }
    }

    private async Task<bool> TryRunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await lookBack.RunAsync(cancellationToken);
        }
        catch (ChainSourceException fault)
        {
            LogNodeFault(fault.Message);
            return false;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(failure);
            return false;
        }
    }

    [LoggerMessage(EventId = 2510, Level = LogLevel.Warning, Message = "Looking back for spent coins waits for the Bitcoin node: {Reason}")]
    private partial void LogNodeFault(string reason);

    [LoggerMessage(EventId = 2511, Level = LogLevel.Warning, Message = "Looking back for spent coins is tried again")]
    private partial void LogFailed(Exception failure);
}
