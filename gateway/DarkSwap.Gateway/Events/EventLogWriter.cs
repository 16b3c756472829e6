using System.Text.Json;
using DarkSwap.Gateway.Consumers;
using DarkSwap.Gateway.Options;
using DarkSwap.Gateway.Persistence;
using DarkSwap.Messaging.Inbox;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Gateway.Events;

/// <summary>Appends messages to the log in one transaction, each message once.</summary>
internal sealed class EventLogWriter(GatewayDbContext context, EventLogSignal signal, IOptions<EventLogOptions> options, IOptions<JsonOptions> json, TimeProvider timeProvider)
{
    /// <summary>Old events are forgotten this many at a time.</summary>
    private const int TrimInterval = 64;

    /// <param name="messages">The events of each, in their order. One may bring what others have brought: what was committed together counts once.</param>
    public async Task AppendAsync(IReadOnlyList<IReadOnlyList<NewEvent>> messages, CancellationToken cancellationToken)
    {
        await InboxTransaction.RunManyAsync(
            context, [.. messages.SelectMany(events => events).Select(one => one.EventId).Distinct()], nameof(EventLogConsumer), timeProvider, (claimed, token) => ApplyAsync(messages, claimed, token), cancellationToken);
        signal.Set();
    }

    private async Task ApplyAsync(IReadOnlyList<IReadOnlyList<NewEvent>> messages, IReadOnlySet<Guid> claimed, CancellationToken cancellationToken)
    {
        var taken = new HashSet<Guid>();
        var added = new List<NewEvent>();
        foreach (var events in messages)
        {
            // One that came twice at the same time counts once.
            added.AddRange(events.Where(one => claimed.Contains(one.EventId) && !taken.Contains(one.EventId)));
            taken.UnionWith(events.Select(one => one.EventId));
        }

        var last = await TakePlacesAsync(added.Count, cancellationToken);
        var before = last - added.Count;
        context.Events.AddRange(added.Select((one, index) => new EventRow
        {
            Sequence = before + 1 + index,
            Type = one.Type,
            Pair = one.Pair,
            Owner = one.Owner,
            Data = JsonSerializer.Serialize(one.Data, one.Data.GetType(), json.Value.SerializerOptions),
            OccurredAt = one.OccurredAt,
        }));
        if (last / TrimInterval > before / TrimInterval)
        {
            var newestForgotten = last - options.Value.MaximumEvents;
            await context.Events.Where(row => row.Sequence <= newestForgotten).ExecuteDeleteAsync(cancellationToken);
        }
    }

    /// <summary>The last of the places.</summary>
    private async Task<long> TakePlacesAsync(int count, CancellationToken cancellationToken)
    {
        var updated = await context.EventLogPositions.ExecuteUpdateAsync(row => row.SetProperty(position => position.LastSequence, position => position.LastSequence + count), cancellationToken);
        if (updated == 1)
        {
            return await context.EventLogPositions.Select(row => row.LastSequence).SingleAsync(cancellationToken);
        }

        context.EventLogPositions.Add(new EventLogPosition { Id = EventLogPosition.OnlyId, LastSequence = count });
        return count;
    }
}
