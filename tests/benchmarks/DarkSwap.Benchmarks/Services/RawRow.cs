using System.Globalization;
using Npgsql;

namespace DarkSwap.Benchmarks.Services;

/// <summary>One row as it was read, to be inserted again with other keys.</summary>
internal sealed class RawRow
{
    private readonly string table;
    private readonly List<(string Column, string Type, object Value)> values = [];

    private RawRow(string table) => this.table = table;

    public static async Task<IReadOnlyList<RawRow>> ReadAsync(NpgsqlConnection connection, string table, string sql, CancellationToken cancellationToken)
    {
        var rows = new List<RawRow>();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new RawRow(table);
            for (var index = 0; index < reader.FieldCount; index++)
            {
                row.values.Add((reader.GetName(index), reader.GetDataTypeName(index), reader.GetValue(index)));
            }

            rows.Add(row);
        }

        return rows;
    }

    public NpgsqlBatchCommand ToInsert(string schema)
    {
        var columns = string.Join(", ", values.Select(value => $"\"{value.Column}\""));
        var command = new NpgsqlBatchCommand($"INSERT INTO {schema}.{table} ({columns}) VALUES ({string.Join(", ", values.Select((_, index) => $"${index + 1}"))})");
        foreach (var (_, type, value) in values)
        {
            command.Parameters.Add(new NpgsqlParameter { DataTypeName = type.Split('(')[0], Value = value });
        }

        return command;
    }

    /// <param name="number">Of the order.</param>
    /// <param name="part">Of the row within its order.</param>
    public void SetKeys(NpgsqlBatchCommand command, int number, int part)
    {
        for (var index = 0; index < values.Count; index++)
        {
            switch (values[index].Column)
            {
                case "order_id":
                    // Spread like the hashes that they stand for.
                    command.Parameters[index].Value = (unchecked((uint)number * 2654435761u)).ToString("x8", CultureInfo.InvariantCulture) + number.ToString("x56", CultureInfo.InvariantCulture);
                    break;
                case "event_id":
                    command.Parameters[index].Value = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
                    break;
                case "sequence":
                    command.Parameters[index].Value = ((long)number * 100) + part;
                    break;
            }
        }
    }
}
