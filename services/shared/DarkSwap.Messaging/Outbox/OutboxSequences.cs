using System.Globalization;
using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Messaging.Outbox;

/// <summary>Gives new messages their places. The queues' rows are locked until the commit, so places are taken in the order of commits.</summary>
internal static class OutboxSequences
{
    /// <summary>Two parameters each, and SQLite takes 32,766.</summary>
    private const int AggregatesPerStatement = 1000;

    public static async Task AssignAsync(ServiceDbContext context, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var sql = OutboxSql.For(context);

        // Always the same order, or two writers of the same two aggregates would wait for each other.
        foreach (var groups in messages.GroupBy(message => message.AggregateId).OrderBy(group => group.Key, StringComparer.Ordinal).Chunk(AggregatesPerStatement))
        {
            var counts = groups.ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
            var parameters = groups.SelectMany(group => new object[] { group.Key, (long)counts[group.Key] }).ToArray();
            var places = await context.Database.SqlQueryRaw<string>(sql.TakePlaces(groups.Length), parameters).ToListAsync(cancellationToken);
            var next = places.Select(Read).ToDictionary(place => place.AggregateId, place => place.Last - counts[place.AggregateId], StringComparer.Ordinal);
            foreach (var message in groups.SelectMany(group => group))
            {
                message.Sequence = ++next[message.AggregateId];
            }
        }
    }

    private static (string AggregateId, long Last) Read(string place)
    {
        var separator = place.IndexOf(':', StringComparison.Ordinal);
        return (place[(separator + 1)..], long.Parse(place.AsSpan(0, separator), NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
