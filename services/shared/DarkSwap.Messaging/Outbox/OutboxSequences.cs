using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Messaging.Outbox;

/// <summary>Gives new messages their places. The queue's row is locked until the commit, so places are taken in the order of commits.</summary>
internal static class OutboxSequences
{
    public static async Task AssignAsync(ServiceDbContext context, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var sql = OutboxSql.For(context);

        // Always the same order, or two writers of the same two aggregates would wait for each other.
        foreach (var group in messages.GroupBy(message => message.AggregateId).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var count = group.Count();
            var last = await context.Database
                .SqlQueryRaw<long>(sql.TakePlaces, group.Key, (long)count)
                .ToListAsync(cancellationToken);
            var next = last[0] - count;
            foreach (var message in group)
            {
                message.Sequence = ++next;
            }
        }
    }
}
