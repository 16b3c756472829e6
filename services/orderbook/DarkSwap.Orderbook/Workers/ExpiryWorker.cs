using DarkSwap.Contracts.Orders;
using DarkSwap.Orderbook.Options;
using DarkSwap.Orderbook.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DarkSwap.Orderbook.Workers;

/// <summary>Closes orders whose time is over and forgets what nothing depends on any more.</summary>
public sealed partial class ExpiryWorker(IServiceScopeFactory scopes, TimeProvider timeProvider, IOptions<OrderbookOptions> options, ILogger<ExpiryWorker> logger)
    : BackgroundService
{
    private const int BatchSize = 256;

    /// <summary>Expires and forgets whatever is due now.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        while (await ExpireBatchAsync(cancellationToken) == BatchSize)
        {
        }

        await ForgetAsync(cancellationToken);
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
        return await parts.Context.RunInTransactionAsync(
            async token =>
            {
                var now = timeProvider.GetUtcNow();
                OrderStatus[] living = [OrderStatus.Pending, OrderStatus.Open, OrderStatus.Suspended, OrderStatus.Unbacked];
                var due = await parts.Context.Orders.Where(order => living.Contains(order.Status) && order.ExpiresAt <= now)
                    .OrderBy(order => order.ExpiresAt).Take(BatchSize).ToListAsync(token);
                foreach (var row in due)
                {
                    parts.Writer.Refresh(row);
                }

                return due.Count;
            },
            cancellationToken);
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
