using DarkSwap.Messaging.Outbox;
using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Messaging.Inbox;

/// <summary>Applies a message's effect once, however often the message comes: the claim of its id and the effect commit together.</summary>
public static class InboxTransaction
{
    private static readonly UnixMicrosecondsConverter Microseconds = new();

    /// <summary>
    /// Claims the message for the consumer, runs <paramref name="apply"/> and saves, in one transaction. <paramref name="apply"/> may run again after a transient
    /// failure of the database, each time with nothing tracked: it changes this context and nothing else.
    /// </summary>
    /// <returns>False if this consumer has applied the message before; then nothing happens.</returns>
    public static Task<bool> RunAsync(
        ServiceDbContext context,
        Guid eventId,
        string consumerName,
        Func<CancellationToken, Task> apply,
        CancellationToken cancellationToken) =>
        RunAsync(context, eventId, consumerName, TimeProvider.System, apply, cancellationToken);

    /// <summary>The same on a given clock, which dates the claim.</summary>
    public static async Task<bool> RunAsync(
        ServiceDbContext context,
        Guid eventId,
        string consumerName,
        TimeProvider timeProvider,
        Func<CancellationToken, Task> apply,
        CancellationToken cancellationToken)
    {
        var isFirst = await context.RunInTransactionAsync(
            async token =>
            {
                if (!await ClaimAsync(context, eventId, consumerName, timeProvider, token))
                {
                    return false;
                }

                await apply(token);
                await context.SaveChangesAsync(token);
                Reach(context, "before-inbox-commit", consumerName);
                return true;
            },
            cancellationToken);
        Reach(context, "after-inbox-commit", consumerName);
        return isFirst;
    }

    /// <summary>
    /// The same for several messages of one consumer, whose effects commit together. <paramref name="apply"/> is told which of them nobody has applied before, and is not
    /// called when there are none.
    /// </summary>
    public static async Task RunManyAsync(
        ServiceDbContext context,
        IReadOnlyCollection<Guid> eventIds,
        string consumerName,
        TimeProvider timeProvider,
        Func<IReadOnlySet<Guid>, CancellationToken, Task> apply,
        CancellationToken cancellationToken)
    {
        await context.RunInTransactionAsync(
            async token =>
            {
                var claimed = await ClaimManyAsync(context, eventIds, consumerName, timeProvider, token);
                if (claimed.Count > 0)
                {
                    await apply(claimed, token);
                    await context.SaveChangesAsync(token);
                }

                Reach(context, "before-inbox-commit", consumerName);
                return true;
            },
            cancellationToken);
        Reach(context, "after-inbox-commit", consumerName);
    }

    /// <summary>Only the claim, inside a transaction of the caller's that has the effects of several messages.</summary>
    /// <returns>False if this consumer has applied the message before, or has claimed it in this transaction.</returns>
    public static async Task<bool> ClaimAsync(ServiceDbContext context, Guid eventId, string consumerName, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (context.Surroundings.Unsafe.WithoutInbox)
        {
            return true;
        }

        var now = (long)Microseconds.ConvertToProvider(timeProvider.GetUtcNow())!;
        return await context.Database.ExecuteSqlRawAsync(OutboxSql.For(context).Claim, [eventId, consumerName, now], cancellationToken) > 0;
    }

    /// <summary>Those that this consumer has not applied before; on PostgreSQL in one statement.</summary>
    private static async Task<IReadOnlySet<Guid>> ClaimManyAsync(
        ServiceDbContext context, IReadOnlyCollection<Guid> eventIds, string consumerName, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (context.IsPostgreSql && !context.Surroundings.Unsafe.WithoutInbox)
        {
            var now = (long)Microseconds.ConvertToProvider(timeProvider.GetUtcNow())!;
            return (await context.Database.SqlQueryRaw<Guid>(OutboxSql.For(context).ClaimMany, eventIds.ToArray(), consumerName, now).ToListAsync(cancellationToken)).ToHashSet();
        }

        var claimed = new HashSet<Guid>();
        foreach (var eventId in eventIds)
        {
            if (await ClaimAsync(context, eventId, consumerName, timeProvider, cancellationToken))
            {
                claimed.Add(eventId);
            }
        }

        return claimed;
    }

    private static void Reach(ServiceDbContext context, string place, string consumerName)
    {
        context.Surroundings.CrashPoints.Reached($"{context.Schema}.{place}");
        context.Surroundings.CrashPoints.Reached($"{context.Schema}.{place}.{consumerName}");
    }
}
