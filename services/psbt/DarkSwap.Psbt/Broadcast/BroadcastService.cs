
namespace DarkSwap.Psbt.Broadcast;

/// <summary>Runs the broadcaster whenever something is due.</summary>
public sealed partial class BroadcastService(Broadcaster broadcaster, BroadcastSignal signal, TimeProvider timeProvider, ILogger<BroadcastService> logger) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = await TryRunAsync(stoppingToken);
            var wait = next is { } due ? due - timeProvider.GetUtcNow() : Longest;
            await signal.WaitAsync(TimeSpan.FromTicks(Math.Clamp(wait.Ticks, Shortest.Ticks, Longest.Ticks)), timeProvider, stoppingToken);
        }
    }

    private async Task<DateTimeOffset?> TryRunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await broadcaster.RunAsync(cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(failure);
            return timeProvider.GetUtcNow() + TimeSpan.FromSeconds(1);
        }
    }

    [LoggerMessage(EventId = 2543, Level = LogLevel.Warning, Message = "Broadcasting is tried again")]
    private partial void LogFailed(Exception failure);
}
