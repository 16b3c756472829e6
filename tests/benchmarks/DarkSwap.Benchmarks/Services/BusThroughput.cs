using System.Diagnostics;
using System.Text;
using DarkSwap.Benchmarks.Measurement;
using DarkSwap.Contracts;
using DarkSwap.Contracts.Orders;
using DarkSwap.Messaging.Serialization;
using Npgsql;

namespace DarkSwap.Benchmarks.Services;

/// <summary>Events on their way from the order book's outbox over the broker into the gateway's event log: stored, leased, published and confirmed, consumed once.</summary>
internal sealed class BusThroughput(ServicesStage stage, OrderOpened sample)
{
    public const int EventsPerBatch = 128;

    /// <summary>As many as a dispatcher serves at a time.</summary>
    private const int Queues = 32;

    /// <summary>A lone event as one message.</summary>
    public byte[] LoneBody => Encoding.UTF8.GetBytes(MessageSerializer.Serialize(Lone()));

    /// <summary>Many of them as one message.</summary>
    public byte[] BatchBody => Encoding.UTF8.GetBytes(MessageSerializer.Serialize(Batch()));

    public Task<LoadResult> MeasureLoneAsync(int events, CancellationToken cancellationToken) =>
        MeasureAsync([.. Enumerable.Range(0, events).Select(_ => (IMessage)Lone())], events, cancellationToken);

    public Task<LoadResult> MeasureBatchesAsync(int batches, CancellationToken cancellationToken) =>
        MeasureAsync([.. Enumerable.Range(0, batches).Select(_ => (IMessage)Batch())], batches * EventsPerBatch, cancellationToken);

    private static (Guid EventId, DateTimeOffset Now) NewEvent()
    {
        var now = TimeProvider.System.GetUtcNow();
        return (Guid.CreateVersion7(now), now);
    }

    private OrderOpened Lone()
    {
        var (eventId, now) = NewEvent();
        return sample with { EventId = eventId, OccurredAt = now };
    }

    private OrdersChanged Batch()
    {
        var (eventId, now) = NewEvent();
        return new OrdersChanged
        {
            EventId = eventId,
            OccurredAt = now,
            Changes = [.. Enumerable.Range(0, EventsPerBatch).Select(_ => new OrderChange { Kind = OrderChangeKind.Opened, OccurredAt = now, Order = sample.Order })],
        };
    }

    private async Task<LoadResult> MeasureAsync(IReadOnlyList<IMessage> messages, int events, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(stage.First.Database);
        await connection.OpenAsync(cancellationToken);
        var before = await LastEventAsync(connection, cancellationToken);
        await StoreAsync(connection, messages, cancellationToken);
        var processorTime = FamilyProcessorTime.Now();
        var start = Stopwatch.GetTimestamp();
        while (await LastEventAsync(connection, cancellationToken) < before + events)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }

        return new LoadResult(events, Stopwatch.GetElapsedTime(start), FamilyProcessorTime.Now() - processorTime, []);
    }

    /// <summary>As the order book stores them, over several aggregates, in one transaction.</summary>
    private static async Task StoreAsync(NpgsqlConnection connection, IReadOnlyList<IMessage> messages, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var numbered = messages.Select((message, index) => (Message: message, Queue: $"benchmark-{index % Queues}")).GroupBy(entry => entry.Queue, entry => entry.Message);
        foreach (var queue in numbered)
        {
            await using var places = new NpgsqlCommand(
                """
                INSERT INTO orderbook.outbox_queues AS queue (aggregate_id, last_sequence, next_attempt_at, leased_until) VALUES ($1, $2, 0, 0)
                ON CONFLICT (aggregate_id) DO UPDATE SET last_sequence = queue.last_sequence + excluded.last_sequence, next_attempt_at = 0
                RETURNING last_sequence
                """,
                connection);
            places.Parameters.Add(new NpgsqlParameter { Value = queue.Key });
            places.Parameters.Add(new NpgsqlParameter { Value = queue.LongCount() });
            var last = (long)(await places.ExecuteScalarAsync(cancellationToken))!;
            var stored = queue.ToArray();
            await using var insert = new NpgsqlCommand(
                """
                INSERT INTO orderbook.outbox_messages (event_id, aggregate_id, sequence, message_type, body, occurred_at)
                SELECT id, $1, sequence, $2, body, $3 FROM unnest($4, $5, $6) AS stored(id, sequence, body)
                """,
                connection);
            insert.Parameters.Add(new NpgsqlParameter { Value = queue.Key });
            insert.Parameters.Add(new NpgsqlParameter { Value = MessageSerializer.NameOf(stored[0].GetType()) });
            insert.Parameters.Add(new NpgsqlParameter { Value = (stored[0].OccurredAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond });
            insert.Parameters.Add(new NpgsqlParameter { Value = stored.Select(message => message.EventId).ToArray() });
            insert.Parameters.Add(new NpgsqlParameter { Value = stored.Select((_, index) => last - stored.Length + 1 + index).ToArray() });
            insert.Parameters.Add(new NpgsqlParameter { Value = stored.Select(MessageSerializer.Serialize).ToArray() });
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<long> LastEventAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT coalesce(max(last_sequence), 0) FROM gateway.event_log_position", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
