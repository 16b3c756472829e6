using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Primitives;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.Telemetry;
using DarkSwap.Psbt.Watching;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Broadcast;

/// <summary>Hands stored transactions to the Bitcoin node until it has taken them, and again while the network has lost them.</summary>
public sealed partial class Broadcaster(IDbContextFactory<PsbtDbContext> contexts, ChainBroadcast chain, TimeProvider timeProvider, PsbtMetrics metrics, ILogger<Broadcaster> logger)
{
    /// <summary>How often a transaction that was taken is looked after while it is not in a block.</summary>
    public static readonly TimeSpan RepeatInterval = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromSeconds(30);
    private const int MaximumJobsAtOnce = 100;

    /// <summary>Sends whatever is due.</summary>
    /// <returns>When the next one is due; null when there is none.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = timeProvider.GetUtcNow();
        var due = await context.Set<BroadcastJob>().AsNoTracking()
            .Where(job => job.State != BroadcastState.Refused && job.NextAttemptAt <= now)
            .OrderBy(job => job.NextAttemptAt)
            .Take(MaximumJobsAtOnce)
            .ToListAsync(cancellationToken);
        foreach (var job in due)
        {
            await SendAsync(context, job, cancellationToken);
        }

        return await context.Set<BroadcastJob>().Where(job => job.State != BroadcastState.Refused).OrderBy(job => job.NextAttemptAt).Select(job => (DateTimeOffset?)job.NextAttemptAt).FirstOrDefaultAsync(cancellationToken);
    }

    private async Task SendAsync(PsbtDbContext context, BroadcastJob job, CancellationToken cancellationToken)
    {
        var isConfirmed = await context.Set<WatchedTransaction>().AnyAsync(
            watched => watched.TransactionId == job.TransactionId && watched.Status == TransactionStatus.Confirmed, cancellationToken);
        if (isConfirmed)
        {
            await UpdateAsync(context, job, BroadcastState.Accepted, RepeatInterval, refusal: null, cancellationToken);
            return;
        }

        if (!Transaction.TryRead(job.Transaction, out var transaction))
        {
            await UpdateAsync(context, job, BroadcastState.Refused, RepeatInterval, "The bytes are no transaction.", cancellationToken);
            return;
        }

        Result<TransactionId, BroadcastRefusal> result;
        try
        {
            result = await chain.SendAsync(transaction, cancellationToken);
        }
        catch (ChainSourceException fault)
        {
            var delay = TimeSpan.FromTicks(Math.Min(LongestRetryDelay.Ticks, FirstRetryDelay.Ticks << Math.Min(job.Attempts, 5)));
            Count("node_down");
            LogNodeFault(job.TransactionId, delay, fault.Message);
            await UpdateAsync(context, job, job.State, delay, refusal: null, cancellationToken);
            return;
        }

        if (result.IsSuccess)
        {
            Count("accepted");
            await UpdateAsync(context, job, BroadcastState.Accepted, RepeatInterval, refusal: null, cancellationToken);
        }
        else if (BroadcastRefusals.MayPass(result.Error))
        {
            Count("postponed");
            LogPostponed(job.TransactionId, result.Error.Reason);
            await UpdateAsync(context, job, job.State, RepeatInterval, refusal: null, cancellationToken);
        }
        else
        {
            Count("refused");
            LogRefused(job.TransactionId, job.TradeId, result.Error.Reason);
            await UpdateAsync(context, job, BroadcastState.Refused, RepeatInterval, result.Error.Reason, cancellationToken);
        }
    }

    private Task UpdateAsync(PsbtDbContext context, BroadcastJob job, BroadcastState state, TimeSpan delay, string? refusal, CancellationToken cancellationToken) =>
        context.RunInTransactionAsync(
            async token =>
            {
                // A trade that ended meanwhile has taken its transactions with it.
                if (await context.FindAsync<BroadcastJob>([job.TransactionId], token) is not { } stored)
                {
                    return false;
                }

                var now = timeProvider.GetUtcNow();
                stored.State = state;
                stored.Attempts = state == BroadcastState.Accepted ? 0 : stored.Attempts + 1;
                stored.NextAttemptAt = now + delay;
                if (refusal is not null)
                {
                    context.AddToOutbox(
                        new BroadcastRefused { EventId = Guid.CreateVersion7(now), OccurredAt = now, TradeId = stored.TradeId, TransactionId = stored.TransactionId, Reason = refusal },
                        stored.TradeId);
                }

                return true;
            },
            cancellationToken);

    private void Count(string outcome) => metrics.Broadcasts.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    [LoggerMessage(EventId = 2540, Level = LogLevel.Warning, Message = "Transaction {TransactionId} waits for the Bitcoin node, next try in {Delay}: {Reason}")]
    private partial void LogNodeFault(string transactionId, TimeSpan delay, string reason);

    [LoggerMessage(EventId = 2541, Level = LogLevel.Information, Message = "The Bitcoin node does not take transaction {TransactionId} now: {Reason}")]
    private partial void LogPostponed(string transactionId, string reason);

    [LoggerMessage(EventId = 2542, Level = LogLevel.Warning, Message = "The Bitcoin node refused transaction {TransactionId} of trade {TradeId} for good: {Reason}")]
    private partial void LogRefused(string transactionId, Guid tradeId, string reason);
}
