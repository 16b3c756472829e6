using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Messaging.Outbox;

/// <summary>Gives new messages their places. The queue's row is locked until the commit, so places are taken in the order of commits.</summary>
internal static class OutboxSequences
{
    public static async Task AssignAsync(ServiceDbContext context, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        // Always the same order, or two writers of the same two aggregates would wait for each other.
        var groups = messages.GroupBy(message => message.AggregateId).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var last = await TakeAsync(context, groups.ConvertAll(group => group.Key), groups.ConvertAll(group => group.LongCount()), cancellationToken);
        foreach (var (group, place) in groups.Zip(last))
        {
            var next = place - group.Count();
            foreach (var message in group)
            {
                message.Sequence = ++next;
            }
        }
    }

    /// <summary>The last place taken in each queue.</summary>
    private static async Task<List<long>> TakeAsync(ServiceDbContext context, List<string> aggregates, List<long> counts, CancellationToken cancellationToken)
    {
        var sql = OutboxSql.For(context);
        if (context.IsPostgreSql && aggregates.Count > 1)
        {
            return await context.Database.SqlQueryRaw<long>(sql.TakeManyPlaces, aggregates.ToArray(), counts.ToArray()).ToListAsync(cancellationToken);
        }

        var last = new List<long>();
        foreach (var (aggregate, count) in aggregates.Zip(counts))
        {
            last.AddRange(await context.Database.SqlQueryRaw<long>(sql.TakePlaces, aggregate, count).ToListAsync(cancellationToken));
        }

        return last;
    }
}
