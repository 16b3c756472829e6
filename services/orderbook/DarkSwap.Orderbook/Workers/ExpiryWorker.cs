using DarkSwap.Contracts.Orders;
using DarkSwap.Orderbook.Options;
using DarkSwap.Orderbook.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Orderbook.Workers;

/// <summary>Closes orders whose time is over and forgets what nothing depends on any more.</summary>
public sealed partial class ExpiryWorker(IServiceScopeFactory scopes, TimeProvider timeProvider, IOptions<OrderbookOptions> options, ILogger<ExpiryWorker> logger)
    : BackgroundService
{
    private const int BatchSize = 256;
    private static readonly OrderStatus[] Living = [OrderStatus.Pending, OrderStatus.Open, OrderStatus.Suspended, OrderStatus.Unbacked];
    private static readonly TimeSpan ForgettingInterval = TimeSpan.FromMinutes(1);

    private DateTimeOffset forgetAt;

    /// <summary>Expires and forgets whatever is due now.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        while (await ExpireBatchAsync(cancellationToken) == BatchSize)
        {
        }

        // Also when the clock was set back.
        var now = timeProvider.GetUtcNow();
        if (now >= forgetAt || forgetAt - now > ForgettingInterval)
        {
            await ForgetAsync(cancellationToken);
            forgetAt = now + ForgettingInterval;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
                await Task.Delay(options.Value.ExpiryInterval, timeProvider, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogFailed(exception);
                await Task.Delay(options.Value.ExpiryInterval, timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> ExpireBatchAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var parts = scope.ServiceProvider.GetRequiredService<BookParts>();
        if (!await Due(parts.Context).AnyAsync(cancellationToken))
        {
            return 0;
        }

        return await parts.Context.RunInTransactionAsync(
            async token =>
            {
                var due = await Due(parts.Context).OrderBy(order => order.ExpiresAt).Take(BatchSize).ToListAsync(token);
                foreach (var row in due)
                {
                    parts.Writer.Refresh(row);
                }

                return due.Count;
            },
            cancellationToken);
    }

    private IQueryable<OrderRow> Due(OrderbookDbContext context)
    {
        var now = timeProvider.GetUtcNow();
        return context.Orders.Where(order => Living.Contains(order.Status) && order.ExpiresAt <= now);
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<OrderbookDbContext>();
        var now = timeProvider.GetUtcNow();
        var foreignLimit = now - options.Value.Retention;
        var ownLimit = now - options.Value.OwnRetention;
        await context.Orders.Where(order => !order.IsOwn && order.OriginalExpiresAt <= foreignLimit).ExecuteDeleteAsync(cancellationToken);
        await context.OwnOrders.Where(own => context.Orders.Any(order => order.OrderId == own.OrderId && order.OriginalExpiresAt <= ownLimit)).ExecuteDeleteAsync(cancellationToken);
        await context.Orders.Where(order => order.IsOwn && order.OriginalExpiresAt <= ownLimit).ExecuteDeleteAsync(cancellationToken);
        await context.Orphans.Where(orphan => orphan.ForgetAt <= now).ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(EventId = 2310, Level = LogLevel.Error, Message = "Looking for expired orders failed; trying again")]
    private partial void LogFailed(Exception exception);
}
