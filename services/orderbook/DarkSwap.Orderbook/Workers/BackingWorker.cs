using System.Collections.Concurrent;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Options;
using DarkSwap.Orderbook.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Orderbook.Workers;

/// <summary>
/// Has the coins behind pending orders checked, again and again until the answer is known. Orders whose coins were found wanting are looked at again, ever more
/// seldom: this node may have been behind the maker's, or the spend may have come to nothing.
/// </summary>
public sealed partial class BackingWorker(IServiceScopeFactory scopes, WorkSignals signals, TimeProvider timeProvider, IOptions<OrderbookOptions> options, ILogger<BackingWorker> logger)
    : BackgroundService
{
    /// <summary>Orders that are asked about together, and whose answers are written down in one transaction.</summary>
    private const int BatchSize = 32;

    private const int MaximumDoublings = 20;

    /// <summary>Second looks at an unbacked order.</summary>
    private const int MaximumSecondLooks = 16;

    /// <summary>Checks what is due now; returns how many orders that were.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var parts = scope.ServiceProvider.GetRequiredService<BookParts>();
        var now = timeProvider.GetUtcNow();
        var due = await parts.Context.Orders.AsNoTracking()
            .Where(order => (order.Status == OrderStatus.Pending || (order.Status == OrderStatus.Unbacked && order.CheckAttempts < MaximumSecondLooks)) && order.NextCheckAt <= now)
            .OrderByDescending(order => order.IsOwn).ThenBy(order => order.NextCheckAt).Take(BatchSize).ToListAsync(cancellationToken);
        if (due.Count > 0)
        {
            var answers = new ConcurrentDictionary<string, BackingVerified>(StringComparer.Ordinal);
            var limits = new ParallelOptions { MaxDegreeOfParallelism = options.Value.MaximumConcurrentBackingChecks, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(due, limits, async (row, token) => answers[row.OrderId] = await AskAsync(parts, row, token));
            try
            {
                await parts.Context.RunInTransactionAsync(token => SaveAsync(parts, due, answers, token), cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // One of them changed meanwhile: they are still due, and asked about again at once.
            }
        }

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

    private static async Task<BackingVerified> AskAsync(BookParts parts, OrderRow row, CancellationToken cancellationToken)
    {
        var question = new VerifyBacking { Network = row.Network, OrderId = row.OrderId, Asset = row.Base, Amount = row.Remaining, Coins = CoinsJson.Read(row.Backing) };
        var answer = await parts.Neighbours.VerifyBackingAsync(question, cancellationToken);
        parts.Metrics.BackingChecked(answer.State);
        return answer;
    }

    private async Task<int> SaveAsync(BookParts parts, List<OrderRow> asked, ConcurrentDictionary<string, BackingVerified> answers, CancellationToken cancellationToken)
    {
        var versions = asked.ToDictionary(row => row.OrderId, row => row.Version, StringComparer.Ordinal);
        var rows = await parts.Context.Orders.Where(order => versions.Keys.Contains(order.OrderId)).ToListAsync(cancellationToken);

        // An order that changed meanwhile is asked about anew.
        foreach (var row in rows.Where(row => row.Version == versions[row.OrderId]))
        {
            Apply(parts.Writer, row, answers[row.OrderId]);
        }

        return rows.Count;
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
