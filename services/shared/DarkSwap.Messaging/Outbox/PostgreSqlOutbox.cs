using System.Data.Common;
using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Messaging.Outbox;

/// <summary>The dispatcher's two frequent transactions on PostgreSQL, each in one round trip: on a service with traffic they are most of what the outbox costs.</summary>
internal static class PostgreSqlOutbox
{
    /// <summary>Leases queues and reads their oldest messages.</summary>
    /// <param name="parameters">As <see cref="OutboxSql.LeaseAndRead"/> names them.</param>
    public static async Task<OutboxLease> LeaseAsync(ServiceDbContext context, IReadOnlyList<object> parameters, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = OutboxSql.For(context).LeaseAndRead;
        AddParameters(command, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var lease = new OutboxLease();
        while (await reader.ReadAsync(cancellationToken))
        {
            lease.HasDeliveries = reader.GetBoolean(2);
            lease.NextDue = reader.IsDBNull(10) ? null : OutboxSql.FromMicroseconds(reader.GetInt64(10));
            lease.Add(reader.GetString(0), reader.GetInt64(1), await reader.IsDBNullAsync(3, cancellationToken) ? null : Read(reader));
        }

        return lease;
    }

    /// <summary>Gives queues back whose messages were delivered, or wait, without anything else to write down about them.</summary>
    /// <returns>How many of the queues are empty and gone.</returns>
    public static Task<int> CompleteAsync(ServiceDbContext context, IReadOnlyList<QueueCompletion> completions, CancellationToken cancellationToken)
    {
        string[] aggregates = [.. completions.Select(completion => completion.Queue.AggregateId)];
        Guid[] owners = [.. completions.Select(completion => completion.Queue.Owner)];
        long[] seen = [.. completions.Select(completion => completion.Queue.LastSequence)];
        long[] next = [.. completions.Select(completion => OutboxSql.ToMicroseconds(completion.Outcome.NextAttemptAt ?? DateTimeOffset.UnixEpoch))];
        Guid[] finished = [.. completions.SelectMany(completion => completion.Outcome.Finished)];
        var sql = OutboxSql.For(context);
        return context.Database.CreateExecutionStrategy().ExecuteAsync(
            async token =>
            {
                await context.Database.OpenConnectionAsync(token);
                await using var batch = context.Database.GetDbConnection().CreateBatch();
                Add(batch, sql.HoldDone, aggregates, owners);
                Add(batch, sql.DeleteDelivered, aggregates, owners, finished);
                var gone = Add(batch, sql.DeleteEmptied, aggregates, owners);
                Add(batch, sql.GiveBackDone, aggregates, owners, seen, next);
                await batch.ExecuteNonQueryAsync(token);
                return gone.RecordsAffected;
            },
            cancellationToken);
    }

    private static DbBatchCommand Add(DbBatch batch, string sql, params object[] values)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = sql;
        foreach (var value in values)
        {
            var parameter = command.CreateParameter();
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
        return command;
    }

    private static void AddParameters(DbCommand command, IReadOnlyList<object> values)
    {
        foreach (var value in values)
        {
            var parameter = command.CreateParameter();
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
    }

    /// <summary>The message in a row of <see cref="OutboxSql.LeaseAndRead"/>.</summary>
    private static OutboxMessage Read(DbDataReader reader) => new()
    {
        EventId = reader.GetGuid(3),
        AggregateId = reader.GetString(0),
        Sequence = reader.GetInt64(4),
        AggregateVersion = reader.IsDBNull(5) ? null : reader.GetInt64(5),
        MessageType = reader.GetString(6),
        Body = reader.GetString(7),
        OccurredAt = OutboxSql.FromMicroseconds(reader.GetInt64(8)),
        TraceParent = reader.IsDBNull(9) ? null : reader.GetString(9),
    };
}
