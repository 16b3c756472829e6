using DarkSwap.Orderbook.Options;
using DarkSwap.Orderbook.OwnOrders;
using DarkSwap.Orderbook.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Orderbook.Workers;

/// <summary>Signs and publishes updates of own orders that a trade or the operator has changed.</summary>
public sealed partial class SignatureWorker(IServiceScopeFactory scopes, WorkSignals signals, TimeProvider timeProvider, IOptions<OrderbookOptions> options, ILogger<SignatureWorker> logger)
    : BackgroundService
{
    private const int BatchSize = 64;

    /// <summary>Brings every own order up to date that waits for it; those that cannot be now, wait on.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        List<string> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            // What a user's order should say waits for the user.
            var context = scope.ServiceProvider.GetRequiredService<OrderbookDbContext>();
            due = await context.OwnOrders
                .Where(own => own.NeedsSignature && context.Orders.Any(order => order.OrderId == own.OrderId && order.Maker == order.Agent)).OrderBy(order => order.Version).Select(order => order.OrderId).Take(BatchSize).ToListAsync(cancellationToken);
        }

        foreach (var orderId in due)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<OwnOrderSigner>().ReconcileAsync(orderId, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // One order must not hold up the others.
                LogFailed(exception, orderId);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
                await signals.WaitForSignaturesAsync(options.Value.BackingInterval, timeProvider, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogStoreFailed(exception);
                await Task.Delay(options.Value.BackingInterval, timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(EventId = 2313, Level = LogLevel.Error, Message = "Updating own order {OrderId} failed; trying again")]
    private partial void LogFailed(Exception exception, string orderId);

    [LoggerMessage(EventId = 2314, Level = LogLevel.Error, Message = "Looking for own orders to update failed; trying again")]
    private partial void LogStoreFailed(Exception exception);
}
