using DarkSwap.Gateway.Options;
using DarkSwap.Gateway.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Gateway.Events;

/// <summary>Reads the log for streams.</summary>
internal sealed class EventLogReader(IDbContextFactory<GatewayDbContext> contexts, IOptions<EventLogOptions> options)
{
    /// <summary>Place of the newest event; 0 when there has been none.</summary>
    public async Task<long> GetLastAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.EventLogPositions.Select(row => row.LastSequence).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Whether the log still holds everything after that place.</summary>
    public async Task<bool> HoldsAllAfterAsync(long sequence, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await context.EventLogPositions.Select(row => row.LastSequence).SingleOrDefaultAsync(cancellationToken);
        return sequence == last || (sequence < last && await context.Events.AnyAsync(row => row.Sequence == sequence + 1, cancellationToken));
    }

    /// <summary>The next events after <paramref name="sequence"/> that the filter wants, and how far the log was read for them.</summary>
    public async Task<(IReadOnlyList<EventRow> Events, long ReadTo)> ReadAfterAsync(long sequence, EventFilter filter, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await context.EventLogPositions.Select(row => row.LastSequence).SingleOrDefaultAsync(cancellationToken);
        if (last <= sequence)
        {
            return ([], sequence);
        }

        var maximum = options.Value.MaximumBatch;
        var open = EventTypes.Open.ToArray();
        var events = await context.Events.AsNoTracking()
            .Where(row => row.Sequence > sequence && row.Sequence <= last && filter.Types.Contains(row.Type)
                && (filter.Owner == null || row.Owner == filter.Owner || open.Contains(row.Type)) && (filter.Pair == null || row.Pair == filter.Pair))
            .OrderBy(row => row.Sequence)
            .Take(maximum)
            .ToListAsync(cancellationToken);
        return (events, events.Count == maximum ? events[^1].Sequence : last);
    }
}
