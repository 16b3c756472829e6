using DarkSwap.Trade.Options;
using DarkSwap.Trade.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Trade.Driving;

/// <summary>Carries on every trade whose time has come: after a commit, when a timer is due, and after a restart.</summary>
public sealed partial class TradeDriver(
    IServiceScopeFactory scopes, TradeEngine engine, TradeWakeUp wakeUp, IOptions<TradeOptions> options, TimeProvider timeProvider, ILogger<TradeDriver> logger)
    : BackgroundService
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(250);
    private readonly Dictionary<Guid, Task<string?>> running = [];
    private readonly Dictionary<Guid, Retry> retries = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var sleep = FirstRetry;
            try
            {
                await CollectAsync();
                sleep = await BeginDueAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogLookFailed(exception);
            }

            try
            {
                await wakeUp.WaitAsync(sleep, timeProvider, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
        }

        await FinishAsync();
    }

    /// <summary>Begins what is due and not under way.</summary>
    /// <returns>How long nothing is due, at most.</returns>
    private async Task<TimeSpan> BeginDueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<TradeDbContext>();
        var now = timeProvider.GetUtcNow();
        var held = retries.Where(retry => retry.Value.At > now).Select(retry => retry.Key).Concat(running.Keys).ToList();
        var free = options.Value.ParallelTrades - running.Count;
        if (free > 0)
        {
            var due = await context.Trades.Where(row => row.WakeAt <= now && !held.Contains(row.TradeId)).OrderBy(row => row.WakeAt).Select(row => row.TradeId).Take(free)
                .ToListAsync(cancellationToken);
            foreach (var tradeId in due)
            {
                running[tradeId] = RunAsync(tradeId, cancellationToken);
            }
        }

        var next = await context.Trades.Where(row => row.WakeAt > now).MinAsync(row => row.WakeAt, cancellationToken);
        var times = retries.Values.Select(retry => retry.At).Where(time => time > now).Append(next ?? DateTimeOffset.MaxValue).Min();
        return times - now < LongestSleep ? times - now : LongestSleep;
    }

    private async Task<string?> RunAsync(Guid tradeId, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            return await engine.AdvanceAsync(tradeId, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            // One trade that cannot be carried on must not hold up the others.
            LogAdvanceFailed(exception, tradeId);
            return exception.Message;
        }
        finally
        {
            wakeUp.Set();
        }
    }

    /// <summary>Takes the results of what has ended; a step that the moment does not allow gets a growing delay.</summary>
    private async Task CollectAsync()
    {
        while (wakeUp.TryTakeChanged(out var changed))
        {
            retries.Remove(changed);
        }

        foreach (var (tradeId, task) in running.Where(entry => entry.Value.IsCompleted).ToList())
        {
            running.Remove(tradeId);
            if (await task is { } delay)
            {
                var attempts = retries.GetValueOrDefault(tradeId)?.Attempts ?? 0;
                var longest = TimeSpan.FromSeconds(options.Value.LongestRetrySeconds);
                var wait = FirstRetry * Math.Pow(2, Math.Min(attempts, 10));
                retries[tradeId] = new Retry(attempts + 1, timeProvider.GetUtcNow() + (wait < longest ? wait : longest));
                LogRetry(tradeId, attempts + 1, delay);
            }
            else
            {
                retries.Remove(tradeId);
            }
        }
    }

    private async Task FinishAsync()
    {
        foreach (var task in running.Values)
        {
            await task;
        }
    }

    [LoggerMessage(EventId = 2420, Level = LogLevel.Information, Message = "Trade {TradeId} is tried again (attempt {Attempt}): {Delay}")]
    private partial void LogRetry(Guid tradeId, int attempt, string delay);

    [LoggerMessage(EventId = 2421, Level = LogLevel.Error, Message = "Trade {TradeId} could not be carried on")]
    private partial void LogAdvanceFailed(Exception exception, Guid tradeId);

    [LoggerMessage(EventId = 2422, Level = LogLevel.Error, Message = "The trades that are due could not be read")]
    private partial void LogLookFailed(Exception exception);

    private sealed record Retry(int Attempts, DateTimeOffset At);
}
