using DarkSwap.Connectivity.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Connectivity.Delivery;

/// <summary>Forgets received message ids after thirty days; trades remember their own messages for ever.</summary>
internal sealed class ReceivedMessagesCleanup(IDbContextFactory<ConnectivityDbContext> contexts, TimeProvider timeProvider) : BackgroundService
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var oldest = timeProvider.GetUtcNow() - Retention;
            await using var context = await contexts.CreateDbContextAsync(stoppingToken);
            await context.ReceivedMessages.Where(message => message.ReceivedAt < oldest).ExecuteDeleteAsync(stoppingToken);
        }
    }
}
