using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace DarkSwap.Testing.Hosting;

/// <summary>What a database itself says about its tables, in the words of its provider.</summary>
internal sealed class DatabaseCatalog(DbContext context)
{
    private readonly bool isPostgreSql = context.Database.IsNpgsql();

    public string Describe(IColumn column) => $"{column.StoreType.ToLowerInvariant()}{(column.IsNullable ? string.Empty : " not null")}";

    public async Task<IReadOnlyDictionary<string, string>> ColumnsOfAsync(ITable table, CancellationToken cancellationToken)
    {
        var sql = isPostgreSql
            ? """
              SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull FROM pg_attribute a
              JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = @schema AND c.relname = @table AND a.attnum > 0 AND NOT a.attisdropped
              """
            : """SELECT name, type, "notnull" <> 0 FROM pragma_table_info(@table) WHERE @schema = @schema""";
        var rows = await ReadAsync(sql, table, cancellationToken);
        return rows.ToDictionary(row => row.Name, row => $"{row.Text.ToLowerInvariant()}{(row.Flag ? " not null" : string.Empty)}", StringComparer.Ordinal);
    }

    /// <summary>Name to uniqueness.</summary>
    public async Task<IReadOnlyDictionary<string, bool>> IndexesOfAsync(ITable table, CancellationToken cancellationToken)
    {
        var sql = isPostgreSql
            ? """
              SELECT i.relname, '', x.indisunique FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
              JOIN pg_class c ON c.oid = x.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = @schema AND c.relname = @table
              """
            : """SELECT name, '', "unique" <> 0 FROM pragma_index_list(@table) WHERE @schema = @schema""";
        var rows = await ReadAsync(sql, table, cancellationToken);
        return rows.ToDictionary(row => row.Name, row => row.Flag, StringComparer.Ordinal);
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private async Task<List<(string Name, string Text, bool Flag)>> ReadAsync(string sql, ITable table, CancellationToken cancellationToken)
    {
        var rows = new List<(string, string, bool)>();
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            Add(command, "@schema", table.Schema ?? string.Empty);
            Add(command, "@table", table.Name);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));
            }
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }

        return rows;
    }
}
