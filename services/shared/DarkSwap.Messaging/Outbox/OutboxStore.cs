using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Messaging.Outbox;

/// <summary>The dispatcher's short transactions on one service's outbox.</summary>
public sealed class OutboxStore<TContext>(IDbContextFactory<TContext> contexts, IOptionsMonitor<OutboxOptions> options, TimeProvider timeProvider)
    where TContext : ServiceDbContext
{
    /// <summary>Takes the queues that have been due longest, at most <paramref name="count"/> of them, with their oldest messages, and says when another one is due; null if none is.</summary>
    internal async Task<(IReadOnlyList<LeasedQueue> Queues, TimeSpan? UntilNext)> LeaseAsync(int count, CancellationToken cancellationToken)
    {
        await using var context = await CreateContextAsync(cancellationToken);
        var settings = options.Get(context.Schema);
        var now = timeProvider.GetUtcNow();
        var owner = Guid.CreateVersion7(now);
        object[] parameters =
        [
            owner,
            OutboxSql.ToMicroseconds(now + settings.LeaseDuration),
            OutboxSql.ToMicroseconds(now),
            OutboxSql.ToMicroseconds(now + settings.MaximumBackOff),
            OutboxSql.ToMicroseconds(now + settings.LeaseDuration),
            count,
        ];
        var lease = context.IsPostgreSql
            ? await PostgreSqlOutbox.LeaseAsync(context, [.. parameters, settings.MaximumMessagesPerLease, settings.MaximumCharactersPerLease], cancellationToken)
            : await LeaseStepByStepAsync(context, parameters, settings, cancellationToken);
        var ids = lease.Messages.Select(message => message.EventId).ToList();
        var deliveries = lease.HasDeliveries
            ? await context.OutboxDeliveries.AsNoTracking().Where(delivery => ids.Contains(delivery.EventId)).ToListAsync(cancellationToken)
            : [];
        var byAggregate = lease.Messages.ToLookup(message => message.AggregateId, StringComparer.Ordinal);
        var byEvent = deliveries.ToLookup(delivery => delivery.EventId);
        var untilNext = context.IsPostgreSql && lease.LastSequences.Count > 0 ? lease.NextDue - now : await NextDueAsync(context, cancellationToken);
        LeasedQueue[] queues =
        [
            .. lease.LastSequences.Select(queue => new LeasedQueue
            {
                AggregateId = queue.Key,
                Owner = owner,
                LeasedAt = now,
                LastSequence = queue.Value,
                Messages = [.. byAggregate[queue.Key].OrderBy(message => message.Sequence)],
                Deliveries = byAggregate[queue.Key].SelectMany(message => byEvent[message.EventId]).ToDictionary(delivery => (delivery.EventId, delivery.Recipient)),
            }),
        ];
        return (queues, untilNext);
    }

    /// <summary>Writes down what was delivered and gives the queues back, all in one transaction.</summary>
    /// <remarks>Of a queue whose lease had run out, and which another dispatcher has, nothing is written: what was delivered is delivered again.</remarks>
    /// <returns>Whether all of the queues are empty and gone.</returns>
    internal async Task<bool> CompleteAsync(IReadOnlyList<QueueCompletion> completions, CancellationToken cancellationToken)
    {
        await using var context = await CreateContextAsync(cancellationToken);
        if (context.IsPostgreSql && completions.All(completion => completion.IsPlain))
        {
            return await PostgreSqlOutbox.CompleteAsync(context, completions, cancellationToken) == completions.Count;
        }

        return await context.RunInTransactionAsync(
            async token =>
            {
                // First of all: locks the rows, so that no writer of these aggregates is half way through from here on.
                var givenBack = await context.Database
                    .SqlQueryRaw<string>(OutboxSql.For(context).GiveBack(completions.Count), [.. completions.SelectMany(ParametersOf)])
                    .ToListAsync(token);
                var held = givenBack.ToHashSet(StringComparer.Ordinal);
                return await WriteAsync(context, [.. completions.Where(completion => held.Contains(completion.Queue.AggregateId))], token) == completions.Count;
            },
            cancellationToken);
    }

    /// <summary>Frees every queue: for a process that alone uses this database and has just started.</summary>
    internal async Task ReclaimAsync(CancellationToken cancellationToken)
    {
        await using var context = await CreateContextAsync(cancellationToken);
        await context.OutboxQueues.Where(queue => queue.LeaseOwner != null).ExecuteUpdateAsync(
            row => row.SetProperty(queue => queue.LeaseOwner, (Guid?)null).SetProperty(queue => queue.LeasedUntil, DateTimeOffset.UnixEpoch),
            cancellationToken);
    }

    /// <summary>Time until a queue that nobody holds is due; null if there is none.</summary>
    private async Task<TimeSpan?> NextDueAsync(TContext context, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var next = await context.OutboxQueues.Where(queue => queue.LeasedUntil <= now).Select(queue => (DateTimeOffset?)queue.NextAttemptAt).MinAsync(cancellationToken);
        return next is { } time ? time - now : null;
    }

    private static async Task<OutboxLease> LeaseStepByStepAsync(TContext context, object[] parameters, OutboxOptions settings, CancellationToken cancellationToken)
    {
        var lease = new OutboxLease { HasDeliveries = true };
        var leased = await context.Database.SqlQueryRaw<string>(OutboxSql.For(context).Lease, parameters).ToListAsync(cancellationToken);
        if (leased.Count == 0)
        {
            return new OutboxLease();
        }

        // Before the messages are read: if a queue's last place has moved on when it is given back, something new waits.
        var queues = await context.OutboxQueues.AsNoTracking().Where(queue => leased.Contains(queue.AggregateId)).ToListAsync(cancellationToken);
        queues.ForEach(queue => lease.Add(queue.AggregateId, queue.LastSequence, null));
        var messages = await context.OutboxMessages
            .FromSqlRaw(OutboxSql.For(context).ReadMessages(leased.Count), [settings.MaximumMessagesPerLease, settings.MaximumCharactersPerLease, .. leased])
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        messages.ForEach(message => lease.Add(message.AggregateId, lease.LastSequences[message.AggregateId], message));
        return lease;
    }

    private static IEnumerable<object> ParametersOf(QueueCompletion completion) =>
    [
        completion.Queue.AggregateId, completion.Queue.Owner, completion.Queue.LastSequence, OutboxSql.ToMicroseconds(completion.Outcome.NextAttemptAt ?? DateTimeOffset.UnixEpoch),
    ];

    /// <returns>How many queues are empty and gone.</returns>
    private static async Task<int> WriteAsync(TContext context, IReadOnlyList<QueueCompletion> completions, CancellationToken cancellationToken)
    {
        var finished = completions.SelectMany(completion => completion.Outcome.Finished).ToList();
        if (completions.Any(completion => completion.Queue.Deliveries.Count > 0))
        {
            await context.OutboxDeliveries.Where(delivery => finished.Contains(delivery.EventId)).ExecuteDeleteAsync(cancellationToken);
        }

        await context.OutboxMessages.Where(message => finished.Contains(message.EventId)).ExecuteDeleteAsync(cancellationToken);
        foreach (var (queue, outcome) in completions)
        {
            context.DeadLetters.AddRange(outcome.DeadLetters);
            foreach (var delivery in outcome.Changed)
            {
                context.Entry(delivery).State = queue.Deliveries.ContainsKey((delivery.EventId, delivery.Recipient)) ? EntityState.Modified : EntityState.Added;
            }
        }

        var emptied = completions.Where(completion => completion.Outcome.Finished.Count == completion.Queue.Messages.Count).Select(completion => completion.Queue.AggregateId).ToList();
        return await context.OutboxQueues
            .Where(row => emptied.Contains(row.AggregateId) && !context.OutboxMessages.Any(message => message.AggregateId == row.AggregateId))
            .ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<TContext> CreateContextAsync(CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.IsHousekeeping = true;
        return context;
    }
}
