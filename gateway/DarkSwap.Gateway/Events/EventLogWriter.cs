using System.Text.Json;
using DarkSwap.Gateway.Options;
using DarkSwap.Gateway.Persistence;
using DarkSwap.Messaging.Inbox;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Gateway.Events;

/// <summary>Appends to the log, each message once.</summary>
internal sealed class EventLogWriter(GatewayDbContext context, EventLogSignal signal, IOptions<EventLogOptions> options, IOptions<JsonOptions> json, TimeProvider timeProvider)
{
    /// <summary>Old events are forgotten this many at a time.</summary>
    private const int TrimInterval = 64;

    public async Task AppendAsync(NewEvent added, string consumer, CancellationToken cancellationToken)
    {
        if (await InboxTransaction.RunAsync(context, added.Message.EventId, consumer, timeProvider, token => ApplyAsync(added, token), cancellationToken))
        {
            signal.Set();
        }
    }

    private async Task ApplyAsync(NewEvent added, CancellationToken cancellationToken)
    {
        var sequence = await TakePlaceAsync(cancellationToken);
        context.Events.Add(new EventRow
        {
            Sequence = sequence,
            Type = added.Type,
            Pair = added.Pair,
            Owner = added.Owner,
            Data = JsonSerializer.Serialize(added.Data, added.Data.GetType(), json.Value.SerializerOptions),
            OccurredAt = added.Message.OccurredAt,
        });
        if (sequence % TrimInterval == 0)
        {
            var newestForgotten = sequence - options.Value.MaximumEvents;
            await context.Events.Where(row => row.Sequence <= newestForgotten).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private async Task<long> TakePlaceAsync(CancellationToken cancellationToken)
    {
        var updated = await context.EventLogPositions.ExecuteUpdateAsync(row => row.SetProperty(position => position.LastSequence, position => position.LastSequence + 1), cancellationToken);
        if (updated == 1)
        {
            return await context.EventLogPositions.Select(row => row.LastSequence).SingleAsync(cancellationToken);
        }

        context.EventLogPositions.Add(new EventLogPosition { Id = EventLogPosition.OnlyId, LastSequence = 1 });
        return 1;
    }
}
