using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using DarkSwap.Messaging.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DarkSwap.Messaging.Outbox;

/// <summary>Moves one service's messages out of its outbox: leases aggregates' queues, delivers with no transaction open, writes down what was delivered.</summary>
public sealed partial class OutboxDispatcher<TContext> : BackgroundService
    where TContext : ServiceDbContext
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan CompletionTimeout = TimeSpan.FromSeconds(5);

    private readonly OutboxStore<TContext> store;
    private readonly OutboxSignal<TContext> signal;
    private readonly OutboxRunContext run;
    private readonly ILogger logger;
    private readonly ConcurrentDictionary<LeasedQueue, Task> running = new(ReferenceEqualityComparer.Instance);

    /// <summary>Never more than run at the same time.</summary>
    private readonly Channel<QueueCompletion> finished = Channel.CreateUnbounded<QueueCompletion>(new UnboundedChannelOptions { SingleReader = true });

    private readonly OutboxGathering gathering;
    private readonly long start = Stopwatch.GetTimestamp();

    private volatile bool isInterrupted;

    internal OutboxDispatcher(OutboxStore<TContext> store, OutboxSignal<TContext> signal, OutboxRunContext run)
    {
        this.store = store;
        this.signal = signal;
        this.run = run;
        logger = run.Logger;
        gathering = new OutboxGathering(run.Options.GatheringTime);
    }

    /// <summary>Delivers, one queue after the other, until no queue is due or nothing can be delivered.</summary>
    public async Task DispatchDueAsync(CancellationToken cancellationToken)
    {
        isInterrupted = false;
        while (!isInterrupted && await store.LeaseAsync(count: 1, cancellationToken) is ([var queue], _))
        {
            await MarkAsync([await DeliverAsync(queue, cancellationToken)], cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var marking = MarkFinishedAsync();
        try
        {
            await StartAfterFaultsAsync(stoppingToken);
            while (true)
            {
                await WaitWhileInterruptedAsync(stoppingToken);
                await StartOrWaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Whoever is under way sees it too, and marks what was delivered.
            await Task.WhenAll(running.Values);
            finished.Writer.Complete();
            await marking;
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

    private async Task StartOrWaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Queues come free again many at a time, when they are marked, so that one statement leases many.
            await GatherAsync(cancellationToken);
            var free = run.Options.MaximumConcurrentQueues - running.Count;
            var (queues, untilNext) = free > 0 ? await store.LeaseAsync(free, cancellationToken) : ([], null);
            if (queues.Count > 0)
            {
                gathering.Leased(queues.Sum(queue => queue.Messages.Count), Stopwatch.GetElapsedTime(start));
            }

            foreach (var queue in queues)
            {
                // It may be over, and marked, before it is known to run.
                running[queue] = Task.CompletedTask;
                running.TryUpdate(queue, DeliverGuardedAsync(queue, cancellationToken), Task.CompletedTask);
            }

            // What was due is taken. More comes with a commit, with a queue that comes free and is not empty, or at its time.
            await signal.WaitAsync(Clamp(untilNext ?? run.Options.PollInterval), run.TimeProvider, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogStoreFailed(exception, run.Schema);
            await Task.Delay(run.Options.PollInterval, run.TimeProvider, cancellationToken);
        }
    }

    /// <summary>By the processor's clock, whatever clock the messages go by.</summary>
    private async Task GatherAsync(CancellationToken cancellationToken)
    {
        if (gathering.LeftAt(Stopwatch.GetElapsedTime(start)) is { Ticks: > 0 } left)
        {
            await Task.Delay(left, TimeProvider.System, cancellationToken);
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

    private async Task DeliverGuardedAsync(LeasedQueue queue, CancellationToken cancellationToken)
    {
        try
        {
            var completion = await DeliverAsync(queue, cancellationToken);
            finished.Writer.TryWrite(completion);
        }
        catch (Exception exception)
        {
            // The lease runs out and the queue is delivered again.
            LogStoreFailed(exception, run.Schema);
            running.TryRemove(queue, out _);
            signal.Set();
        }
    }

    private async Task<QueueCompletion> DeliverAsync(LeasedQueue queue, CancellationToken cancellationToken)
    {
        var outcome = await new OutboxQueueRun(run).DeliverAsync(queue, cancellationToken);
        isInterrupted |= outcome.Interruption is not null;
        run.CrashPoints.Reached($"{run.Schema}.before-mark");
        return new QueueCompletion(queue, outcome);
    }

    /// <summary>Marks all queues that have come to an end since it marked the last ones; a slow one holds up none.</summary>
    private async Task MarkFinishedAsync()
    {
        while (await finished.Reader.WaitToReadAsync())
        {
            var completions = new List<QueueCompletion>();
            while (completions.Count < run.Options.MaximumConcurrentQueues && finished.Reader.TryPeek(out var next)
                && completions.TrueForAll(completion => completion.Queue.AggregateId != next.Queue.AggregateId))
            {
                completions.Add(await finished.Reader.ReadAsync());
            }

            await MarkGuardedAsync(completions);
        }
    }

    private async Task MarkGuardedAsync(List<QueueCompletion> completions)
    {
        var areEmpty = false;
        try
        {
            // Also when stopping: what was delivered should not be delivered again.
            using var timeout = new CancellationTokenSource(CompletionTimeout, TimeProvider.System);
            areEmpty = await MarkAsync(completions, timeout.Token);
        }
        catch (Exception exception)
        {
            // The leases run out and the queues are delivered again.
            LogStoreFailed(exception, run.Schema);
        }
        finally
        {
            var isFull = running.Count >= run.Options.MaximumConcurrentQueues;
            completions.ForEach(completion => running.TryRemove(completion.Queue, out _));
            if (!areEmpty || isFull)
            {
                signal.Set();
            }
        }
    }

    /// <returns>Whether nothing waits in these queues any more.</returns>
    private async Task<bool> MarkAsync(IReadOnlyList<QueueCompletion> completions, CancellationToken cancellationToken)
    {
        var areEmpty = await store.CompleteAsync(completions, cancellationToken);
        run.CrashPoints.Reached($"{run.Schema}.after-mark");
        return areEmpty;
    }

    private TimeSpan Clamp(TimeSpan due) =>
        due < ShortestWait ? ShortestWait : due > run.Options.PollInterval ? run.Options.PollInterval : due;

    [LoggerMessage(EventId = 1003, Level = LogLevel.Error, Message = "{Service}: the outbox cannot be read or written; trying again")]
    private partial void LogStoreFailed(Exception exception, string service);
}
