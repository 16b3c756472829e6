using System.Collections.Concurrent;
using System.Diagnostics;
using DarkSwap.Benchmarks.Measurement;
using DarkSwap.Contracts.Orders;
using DarkSwap.Messaging.Serialization;
using Npgsql;

namespace DarkSwap.Benchmarks.Services;

/// <summary>
/// The rows that one order leaves in the order book's schema, copied from a real one and inserted with other keys into tables with the same columns and indexes:
/// prepared, all of an order in one round trip and one transaction of its own, as fast as one connection does it.
/// </summary>
internal sealed class RawInserts(string database)
{
    private const string Captured = "captured_messages";
    private static readonly string[] Tables = ["orders", "own_orders", "outbox_messages"];
    private readonly List<RawRow> rows = [];

    /// <summary>How many rows an order is.</summary>
    public int RowsPerOrder => rows.Count;

    /// <summary>What the order book told of the order.</summary>
    public OrderOpened Opened { get; private set; } = null!;

    /// <summary>Places one order and looks at what it leaves.</summary>
    public async Task LearnAsync(Func<Task<string>> placeOrder, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(
            connection,
            $"""
            CREATE SCHEMA raw;
            CREATE TABLE raw.orders (LIKE orderbook.orders INCLUDING ALL);
            CREATE TABLE raw.own_orders (LIKE orderbook.own_orders INCLUDING ALL);
            CREATE TABLE raw.outbox_messages (LIKE orderbook.outbox_messages INCLUDING ALL);
            CREATE TABLE raw.{Captured} (LIKE orderbook.outbox_messages);
            CREATE FUNCTION raw.capture() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO raw.{Captured} SELECT NEW.*; RETURN NULL; END';
            CREATE TRIGGER capture AFTER INSERT ON orderbook.outbox_messages FOR EACH ROW EXECUTE FUNCTION raw.capture();
            """,
            cancellationToken);
        var orderId = await placeOrder();
        await ExecuteAsync(connection, "DROP TRIGGER capture ON orderbook.outbox_messages", cancellationToken);
        foreach (var table in Tables)
        {
            var source = table == "outbox_messages" ? $"raw.{Captured}" : $"orderbook.{table} WHERE order_id = '{orderId}'";
            rows.AddRange(await RawRow.ReadAsync(connection, table, $"SELECT * FROM {source}", cancellationToken));
        }

        var name = MessageSerializer.NameOf(typeof(OrderOpened));
        await using var opened = new NpgsqlCommand($"SELECT body FROM raw.{Captured} WHERE message_type = '{name}'", connection);
        Opened = (OrderOpened)MessageSerializer.Deserialize(name, (string)(await opened.ExecuteScalarAsync(cancellationToken))!);
    }

    public async Task<LoadResult> RunAsync(int clients, int orders, CancellationToken cancellationToken)
    {
        await using (var connection = new NpgsqlConnection(database))
        {
            await connection.OpenAsync(cancellationToken);
            await ExecuteAsync(connection, "TRUNCATE raw.orders, raw.own_orders, raw.outbox_messages", cancellationToken);
        }

        var left = new ConcurrentQueue<int>(Enumerable.Range(1, orders));
        var connections = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => OpenAsync(cancellationToken)));
        var processorTime = FamilyProcessorTime.Now();
        var start = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(connections.Select(client => Task.Run(() => WorkAsync(client.Batch, left, cancellationToken), cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(start);
        processorTime = FamilyProcessorTime.Now() - processorTime;
        foreach (var (connection, batch) in connections)
        {
            await batch.DisposeAsync();
            await connection.DisposeAsync();
        }

        return new LoadResult(orders, elapsed, processorTime, [.. latencies.SelectMany(list => list)]);
    }

    private async Task<(NpgsqlConnection Connection, NpgsqlBatch Batch)> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        var batch = new NpgsqlBatch(connection);
        rows.ForEach(row => batch.BatchCommands.Add(row.ToInsert("raw")));
        await batch.PrepareAsync(cancellationToken);
        return (connection, batch);
    }

    private async Task<List<TimeSpan>> WorkAsync(NpgsqlBatch batch, ConcurrentQueue<int> left, CancellationToken cancellationToken)
    {
        var latencies = new List<TimeSpan>();
        while (left.TryDequeue(out var number))
        {
            var begun = Stopwatch.GetTimestamp();
            for (var index = 0; index < rows.Count; index++)
            {
                rows[index].SetKeys(batch.BatchCommands[index], number, index);
            }

            await batch.ExecuteNonQueryAsync(cancellationToken);
            latencies.Add(Stopwatch.GetElapsedTime(begun));
        }

        return latencies;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
