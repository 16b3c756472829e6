using DarkSwap.Messaging.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DarkSwap.Messaging.Outbox;

/// <summary>Moves one service's messages out of its outbox: leases an aggregate's queue, delivers with no transaction open, writes down what was delivered.</summary>
public sealed partial class OutboxDispatcher<TContext> : BackgroundService
    where TContext : ServiceDbContext
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan CompletionTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CleaningInterval = TimeSpan.FromHours(1);

    private readonly OutboxStore<TContext> store;
    private readonly OutboxSignal<TContext> signal;
    private readonly OutboxRunContext run;
    private readonly ILogger logger;
    private volatile bool isInterrupted;

    internal OutboxDispatcher(OutboxStore<TContext> store, OutboxSignal<TContext> signal, OutboxRunContext run)
    {
        this.store = store;
        this.signal = signal;
        this.run = run;
        logger = run.Logger;
    }

    /// <summary>Delivers, one queue after the other, until no queue is due.</summary>
    public async Task DispatchDueAsync(CancellationToken cancellationToken)
    {
        while (!isInterrupted && await store.LeaseAsync(cancellationToken) is { } queue)
        {
            await DispatchAsync(queue, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        try
        {
            await StartAfterFaultsAsync(stoppingToken);
            var cleanAt = run.TimeProvider.GetUtcNow();
            while (true)
            {
                running.RemoveAll(task => task.IsCompleted);
                if (running.Count >= run.Options.MaximumConcurrentQueues)
                {
                    await Task.WhenAny(running);
                    continue;
                }

                cleanAt = await CleanAsync(cleanAt, stoppingToken);
                await WaitWhileInterruptedAsync(stoppingToken);
                await StartNextOrWaitAsync(running, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(running);
        }
    }

    /// <summary>While nothing can be delivered nothing is leased.</summary>
    private async Task WaitWhileInterruptedAsync(CancellationToken cancellationToken)
    {
        if (isInterrupted)
        {
            await run.Delivery.WaitUntilAvailableAsync(cancellationToken);
            isInterrupted = false;
        }
    }

    private async Task StartNextOrWaitAsync(List<Task> running, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.LeaseAsync(cancellationToken) is { } queue)
            {
                running.Add(DispatchGuardedAsync(queue, cancellationToken));
                return;
            }

            var due = await store.NextDueAsync(cancellationToken) ?? run.Options.PollInterval;
            await signal.WaitAsync(Clamp(due), run.TimeProvider, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogStoreFailed(exception, run.Schema);
            await Task.Delay(run.Options.PollInterval, run.TimeProvider, cancellationToken);
        }
    }

    private async Task StartAfterFaultsAsync(CancellationToken cancellationToken)
    {
        while (run.Options.ReclaimLeasesAtStart)
        {
            try
            {
                await store.ReclaimAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogStoreFailed(exception, run.Schema);
                await Task.Delay(run.Options.PollInterval, run.TimeProvider, cancellationToken);
            }
        }
    }

    private async Task<DateTimeOffset> CleanAsync(DateTimeOffset cleanAt, CancellationToken cancellationToken)
    {
        var now = run.TimeProvider.GetUtcNow();
        if (now < cleanAt)
        {
            return cleanAt;
        }

        try
        {
            await store.ForgetOldClaimsAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogStoreFailed(exception, run.Schema);
        }

        return now + CleaningInterval;
    }

    private async Task DispatchGuardedAsync(LeasedQueue queue, CancellationToken cancellationToken)
    {
        try
        {
            await DispatchAsync(queue, cancellationToken);
        }
        catch (Exception exception)
        {
            // The lease runs out and the queue is delivered again.
            LogStoreFailed(exception, run.Schema);
        }
    }

    private async Task DispatchAsync(LeasedQueue queue, CancellationToken cancellationToken)
    {
        var outcome = await new OutboxQueueRun(run).DeliverAsync(queue, cancellationToken);
        run.CrashPoints.Reached($"{run.Schema}.before-mark");
        isInterrupted |= outcome.Interruption is not null;

        // Also when stopping: what was delivered should not be delivered again.
        using var timeout = new CancellationTokenSource(CompletionTimeout, TimeProvider.System);
        await store.CompleteAsync(queue, outcome, timeout.Token);
        run.CrashPoints.Reached($"{run.Schema}.after-mark");
        signal.Set();
    }

    private TimeSpan Clamp(TimeSpan due) =>
        due < ShortestWait ? ShortestWait : due > run.Options.PollInterval ? run.Options.PollInterval : due;

    [LoggerMessage(EventId = 1003, Level = LogLevel.Error, Message = "{Service}: the outbox cannot be read or written; trying again")]
    private partial void LogStoreFailed(Exception exception, string service);
}
