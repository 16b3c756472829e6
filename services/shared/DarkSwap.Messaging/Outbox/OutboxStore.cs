using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Messaging.Outbox;

/// <summary>The dispatcher's short transactions on one service's outbox.</summary>
public sealed class OutboxStore<TContext>(IDbContextFactory<TContext> contexts, IOptionsMonitor<OutboxOptions> options, TimeProvider timeProvider)
    where TContext : ServiceDbContext
{
    private static readonly UnixMicrosecondsConverter Microseconds = new();

    /// <summary>Takes the queue that has been due longest, or nothing if none is due.</summary>
    internal async Task<LeasedQueue?> LeaseAsync(CancellationToken cancellationToken)
    {
        await using var context = await CreateContextAsync(cancellationToken);
        var settings = options.Get(context.Schema);
        var now = timeProvider.GetUtcNow();
        var owner = Guid.CreateVersion7(now);
        var leased = await context.Database
            .SqlQueryRaw<string>(
                OutboxSql.For(context).Lease,
                owner,
                ToMicroseconds(now + settings.LeaseDuration),
                ToMicroseconds(now),
                ToMicroseconds(now + settings.MaximumBackOff),
                ToMicroseconds(now + settings.LeaseDuration))
            .ToListAsync(cancellationToken);
        if (leased is not [var aggregateId])
        {
            return null;
        }

        var lastSequence = await context.OutboxQueues.Where(queue => queue.AggregateId == aggregateId).Select(queue => queue.LastSequence).SingleAsync(cancellationToken);
        var messages = await context.OutboxMessages.AsNoTracking()
            .Where(message => message.AggregateId == aggregateId)
            .OrderBy(message => message.Sequence)
            .Take(settings.MaximumMessagesPerLease)
            .ToListAsync(cancellationToken);
        var ids = messages.ConvertAll(message => message.EventId);
        var deliveries = await context.OutboxDeliveries.AsNoTracking().Where(delivery => ids.Contains(delivery.EventId)).ToListAsync(cancellationToken);
        return new LeasedQueue
        {
            AggregateId = aggregateId,
            Owner = owner,
            LeasedAt = now,
            LastSequence = lastSequence,
            Messages = messages,
            Deliveries = deliveries.ToDictionary(delivery => (delivery.EventId, delivery.Recipient)),
        };
    }

    /// <summary>Writes down what was delivered and gives the queue back.</summary>
    /// <returns>False if the lease had run out and another dispatcher has the queue: then nothing is written, and what was delivered is delivered again.</returns>
    internal async Task<bool> CompleteAsync(LeasedQueue queue, QueueOutcome outcome, CancellationToken cancellationToken)
    {
        await using var context = await CreateContextAsync(cancellationToken);
        var isWholeQueueFinished = outcome.Finished.Count == queue.Messages.Count;
        var next = outcome.NextAttemptAt ?? DateTimeOffset.UnixEpoch;
        return await context.RunInTransactionAsync(
            async token =>
            {
                // First of all: locks the row, so that no writer of this aggregate is half way through from here on.
                var held = await context.OutboxQueues
                    .Where(row => row.AggregateId == queue.AggregateId && row.LeaseOwner == queue.Owner)
                    .ExecuteUpdateAsync(
                        row => row
                            .SetProperty(entity => entity.LeaseOwner, (Guid?)null)
                            .SetProperty(entity => entity.LeasedUntil, DateTimeOffset.UnixEpoch)
                            .SetProperty(entity => entity.NextAttemptAt, entity => entity.LastSequence == queue.LastSequence ? next : DateTimeOffset.UnixEpoch),
                        token);
                if (held == 0)
                {
                    return false;
                }

                await context.OutboxDeliveries.Where(delivery => outcome.Finished.Contains(delivery.EventId)).ExecuteDeleteAsync(token);
                await context.OutboxMessages.Where(message => outcome.Finished.Contains(message.EventId)).ExecuteDeleteAsync(token);
                context.DeadLetters.AddRange(outcome.DeadLetters);
                foreach (var delivery in outcome.Changed)
                {
                    context.Entry(delivery).State = queue.Deliveries.ContainsKey((delivery.EventId, delivery.Recipient)) ? EntityState.Modified : EntityState.Added;
                }

                if (isWholeQueueFinished)
                {
                    await context.OutboxQueues
                        .Where(row => row.AggregateId == queue.AggregateId && !context.OutboxMessages.Any(message => message.AggregateId == queue.AggregateId))
                        .ExecuteDeleteAsync(token);
                }

                return true;
            },
            cancellationToken);
    }

    /// <summary>Time until a queue that nobody holds is due; null if there is none.</summary>
    internal async Task<TimeSpan?> NextDueAsync(CancellationToken cancellationToken)
    {
        await using var context = await CreateContextAsync(cancellationToken);
        var now = timeProvider.GetUtcNow();
        var next = await context.OutboxQueues.Where(queue => queue.LeasedUntil <= now).Select(queue => (DateTimeOffset?)queue.NextAttemptAt).MinAsync(cancellationToken);
        return next is { } time ? time - now : null;
    }

    /// <summary>Frees every queue: for a process that alone uses this database and has just started.</summary>
    internal async Task ReclaimAsync(CancellationToken cancellationToken)
    {
        await using var context = await CreateContextAsync(cancellationToken);
        await context.OutboxQueues.Where(queue => queue.LeaseOwner != null).ExecuteUpdateAsync(
            row => row.SetProperty(queue => queue.LeaseOwner, (Guid?)null).SetProperty(queue => queue.LeasedUntil, DateTimeOffset.UnixEpoch),
            cancellationToken);
    }

    internal async Task<int> ForgetOldClaimsAsync(CancellationToken cancellationToken)
    {
        await using var context = await CreateContextAsync(cancellationToken);
        var oldest = timeProvider.GetUtcNow() - options.Get(context.Schema).InboxRetention;
        return await context.Inbox.Where(entry => entry.ClaimedAt < oldest).ExecuteDeleteAsync(cancellationToken);
    }

    private static long ToMicroseconds(DateTimeOffset time) => (long)Microseconds.ConvertToProvider(time)!;

    private async Task<TContext> CreateContextAsync(CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.IsHousekeeping = true;
        return context;
    }
}
