using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using DarkSwap.Orderbook.Options;
using DarkSwap.Orderbook.Persistence;
using DarkSwap.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace DarkSwap.Orderbook.Intake;

/// <summary>
/// The book's one writer of submissions: while one group commits, the next gathers, so that many callers share one transaction and one flush of the disk, and a
/// lone caller waits for nobody. Those who were answered together are likely to come back together: a group waits for as many as were there last, no longer than
/// the last commit took, because a commit costs the same for one as for many.
/// </summary>
internal sealed partial class OrderIntake(IServiceScopeFactory scopes, BookRoom room, IOptions<OrderbookOptions> options, ILogger<OrderIntake> logger) : BackgroundService, IOrderIntake
{
    /// <summary>Tries when somebody else changes one of the orders meanwhile.</summary>
    private const int MaximumTries = 5;

    /// <summary>Events of one transaction, unless a single submission has more.</summary>
    private const int MaximumEventsPerCommit = 1_024;

    private readonly Channel<PendingSubmission> waiting = Channel.CreateBounded<PendingSubmission>(
        new BoundedChannelOptions(options.Value.MaximumWaitingSubmissions) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly IntakeGathering gathering = new();

    public async Task<Result<SubmissionResult, IntakeRefusal>> SubmitAsync(OrderSubmission submission, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(submission.Events.Count, OrderSubmission.MaximumEvents);
        var pending = new PendingSubmission(submission, cancellationToken);
        while (!waiting.Writer.TryWrite(pending))
        {
            if (submission.Claim is null || !await waiting.Writer.WaitToWriteAsync(cancellationToken))
            {
                return IntakeRefusal.Busy;
            }
        }

        gathering.Arrived(waiting.Reader.Count);
        return await pending.WaitAsync();
    }

    /// <summary>Takes nothing new and finishes what waits.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        if (ExecuteTask is { } running)
        {
            await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                await gathering.WaitAsync(waiting.Reader.Count, stoppingToken);
                var group = TakeGroup();
                var start = Stopwatch.GetTimestamp();
                await CommitAsync(group, stoppingToken);
                gathering.Committed(Math.Min(group.Count + waiting.Reader.Count, options.Value.MaximumSubmissionsPerCommit), Stopwatch.GetElapsedTime(start));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            waiting.Writer.TryComplete();
            while (waiting.Reader.TryRead(out var pending))
            {
                pending.Complete(IntakeRefusal.Busy);
            }
        }
    }

    private List<PendingSubmission> TakeGroup()
    {
        var group = new List<PendingSubmission>();
        var events = 0;
        while (group.Count < options.Value.MaximumSubmissionsPerCommit && events < MaximumEventsPerCommit && waiting.Reader.TryRead(out var pending))
        {
            if (!pending.IsAbandoned)
            {
                group.Add(pending);
                events += pending.Submission.Events.Count;
            }
        }

        return group;
    }

    /// <summary>Whatever is wrong with one of a group must not hit the others: what fails together is tried alone, except when the database is away.</summary>
    private async Task CommitAsync(List<PendingSubmission> group, CancellationToken cancellationToken)
    {
        try
        {
            var results = await RunAsync(group, cancellationToken);
            for (var index = 0; index < group.Count; index++)
            {
                group[index].Complete(results[index]);
            }
        }
        catch (Exception exception) when (group.Count > 1 && !cancellationToken.IsCancellationRequested && !IsOutage(exception))
        {
            LogSplit(exception, group.Count);
            foreach (var pending in group)
            {
                await CommitAsync([pending], cancellationToken);
            }
        }
        catch (Exception exception)
        {
            group.ForEach(pending => pending.Fail(exception));
        }
    }

    private async Task<IReadOnlyList<Result<SubmissionResult, IntakeRefusal>>> RunAsync(List<PendingSubmission> group, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var parts = scope.ServiceProvider.GetRequiredService<BookParts>();
                return await new IntakeTransaction(parts, room).RunAsync(group, cancellationToken);
            }
            catch (DbUpdateException exception) when (attempt < MaximumTries && !IsOutage(exception))
            {
            }
        }
    }

    private static bool IsOutage(Exception? exception) => exception switch
    {
        null => false,
        RetryLimitExceededException or TimeoutException or DbException { IsTransient: true } => true,
        _ => IsOutage(exception.InnerException),
    };

    [LoggerMessage(EventId = 2304, Level = LogLevel.Warning, Message = "A group of {Count} submissions failed; trying each alone")]
    private partial void LogSplit(Exception exception, int count);
}
