using DarkSwap.Psbt.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Ordering;

/// <summary>Forgets versions after ninety days: orders live seven, and whoever replays a command that old means it.</summary>
internal sealed partial class CommandVersionCleanup(
    IDbContextFactory<PsbtDbContext> contexts, TimeProvider timeProvider, ILogger<CommandVersionCleanup> logger) : BackgroundService
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(90);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ForgetAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var oldest = timeProvider.GetUtcNow() - Retention;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Set<CommandVersion>().Where(known => known.ChangedAt < oldest).ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(EventId = 2560, Level = LogLevel.Warning, Message = "Forgetting old versions of commands failed; it is tried again in an hour")]
    private partial void LogFailed(Exception exception);
}
