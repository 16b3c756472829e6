using DarkSwap.Connectivity.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Connectivity.Delivery;

/// <summary>Forgets received message ids after thirty days; trades remember their own messages for ever.</summary>
internal sealed partial class ReceivedMessagesCleanup(
    IDbContextFactory<ConnectivityDbContext> contexts, TimeProvider timeProvider, ILogger<ReceivedMessagesCleanup> logger) : BackgroundService
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);
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
        await context.ReceivedMessages.Where(message => message.ReceivedAt < oldest).ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(EventId = 2122, Level = LogLevel.Warning, Message = "Forgetting old message ids failed; it is tried again in an hour")]
    private partial void LogFailed(Exception exception);
}
