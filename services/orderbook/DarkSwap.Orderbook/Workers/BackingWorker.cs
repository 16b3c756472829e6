using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Options;
using DarkSwap.Orderbook.Persistence;
using DarkSwap.Orderbook.Requests;
using DarkSwap.Orderbook.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DarkSwap.Orderbook.Workers;

/// <summary>
/// Has the coins behind pending orders checked, again and again until the answer is known. Orders whose coins were found wanting are looked at again, ever more
/// seldom: this node may have been behind the maker's, or the spend may have come to nothing.
/// </summary>
public sealed partial class BackingWorker(IServiceScopeFactory scopes, WorkSignals signals, TimeProvider timeProvider, IOptions<OrderbookOptions> options, ILogger<BackingWorker> logger)
    : BackgroundService
{
    private const int BatchSize = 64;
    private const int MaximumDoublings = 20;

    /// <summary>Second looks at an unbacked order.</summary>
    private const int MaximumSecondLooks = 16;

    /// <summary>Checks what is due now; returns how many orders that were.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        List<OrderRow> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var now = timeProvider.GetUtcNow();
            due = await scope.ServiceProvider.GetRequiredService<OrderbookDbContext>().Orders.AsNoTracking()
                .Where(order => (order.Status == OrderStatus.Pending || (order.Status == OrderStatus.Unbacked && order.CheckAttempts < MaximumSecondLooks)) && order.NextCheckAt <= now)
                .OrderByDescending(order => order.IsOwn).ThenBy(order => order.NextCheckAt).Take(BatchSize).ToListAsync(cancellationToken);
        }

        var limits = new ParallelOptions { MaxDegreeOfParallelism = options.Value.MaximumConcurrentBackingChecks, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(due, limits, async (row, token) => await CheckAsync(row, token));
        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RunOnceAsync(stoppingToken) == 0)
                {
                    await signals.WaitForBackingAsync(options.Value.BackingInterval, timeProvider, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogFailed(exception);
                await Task.Delay(options.Value.BackingInterval, timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task CheckAsync(OrderRow row, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var parts = scope.ServiceProvider.GetRequiredService<BookParts>();
        var question = new VerifyBacking { Network = row.Network, OrderId = row.OrderId, Asset = row.Base, Amount = row.Remaining, Coins = CoinsJson.Read(row.Backing) };
        var answer = await parts.Neighbours.VerifyBackingAsync(question, cancellationToken);
        parts.Metrics.BackingChecked(answer.State);
        await parts.Context.RunInTransactionAsync(
            async token =>
            {
                // An order that changed meanwhile is asked about anew.
                var current = await parts.Context.Orders.SingleOrDefaultAsync(order => order.OrderId == row.OrderId && order.Version == row.Version, token);
                if (current is not null)
                {
                    Apply(parts.Writer, current, answer);
                }

                return true;
            },
            cancellationToken);
    }

    private void Apply(BookWriter writer, OrderRow row, BackingVerified answer)
    {
        switch (answer.State)
        {
            case BackingState.Valid:
                writer.SetVerdict(row, BackingVerdict.Valid);
                break;
            case BackingState.Invalid when row.Verdict != BackingVerdict.Invalid:
                LogInvalid(row.OrderId, answer.Detail);
                writer.SetVerdict(row, BackingVerdict.Invalid);
                Postpone(row, options.Value.MaximumSecondLookInterval);
                break;
            case BackingState.Invalid:
                Postpone(row, options.Value.MaximumSecondLookInterval);
                break;
            case BackingState.Unknown:
                Postpone(row, options.Value.MaximumBackingInterval);
                break;
        }
    }

    private void Postpone(OrderRow row, TimeSpan atMost)
    {
        var wait = options.Value.BackingInterval * (1 << Math.Min(row.CheckAttempts, MaximumDoublings));
        row.CheckAttempts++;
        row.NextCheckAt = timeProvider.GetUtcNow() + (wait < atMost ? wait : atMost);
    }

    [LoggerMessage(EventId = 2311, Level = LogLevel.Information, Message = "Order {OrderId} is not backed: {Reason}")]
    private partial void LogInvalid(string orderId, string? reason);

    [LoggerMessage(EventId = 2312, Level = LogLevel.Error, Message = "Checking backing coins failed; trying again")]
    private partial void LogFailed(Exception exception);
}
