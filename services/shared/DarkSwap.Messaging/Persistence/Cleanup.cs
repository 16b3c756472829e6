using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DarkSwap.Messaging.Persistence;

/// <summary>Deletes rows of one service that are older than their retention: at the start and then every hour.</summary>
internal sealed partial class Cleanup<TContext>(CleanupPlan<TContext> plan, IDbContextFactory<TContext> contexts, TimeProvider timeProvider, ILogger<Cleanup<TContext>> logger)
    : BackgroundService
    where TContext : ServiceDbContext
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before the first run, so that time that passes meanwhile counts.
        using var timer = new PeriodicTimer(Interval, timeProvider);
        do
        {
            try
            {
                await DeleteAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception, plan.What);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task DeleteAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.IsHousekeeping = true;
        await plan.DeleteAsync(context, timeProvider.GetUtcNow() - plan.Retention, cancellationToken);
    }

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning, Message = "Forgetting {What} failed; it is tried again in an hour")]
    private partial void LogFailed(Exception exception, string what);
}
