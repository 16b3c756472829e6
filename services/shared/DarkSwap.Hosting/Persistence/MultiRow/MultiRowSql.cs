using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace DarkSwap.Hosting.Persistence.MultiRow;

/// <summary>The statements: names come from the model, values are always parameters.</summary>
internal sealed class MultiRowSql(ISqlGenerationHelper sql)
{
    /// <summary>One row; a parameter for each column.</summary>
    public string ForOne(IReadOnlyModificationCommand command, IReadOnlyList<MultiRowColumn> columns)
    {
        var table = TableOf(command);
        return command.EntityState switch
        {
            EntityState.Added => $"INSERT INTO {table} ({Names(columns)}) VALUES ({Parameters(columns)})",
            EntityState.Modified => $"UPDATE {table} AS t SET {Assignments(columns, "$")} WHERE {Conditions(columns, "$")}",
            EntityState.Deleted => $"DELETE FROM {table} AS t WHERE {Conditions(columns, "$")}",
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Any number of rows; each parameter is an array with a value for each row.</summary>
    public string ForMany(IReadOnlyModificationCommand command, IReadOnlyList<MultiRowColumn> columns)
    {
        var table = TableOf(command);
        var rows = $"unnest({Parameters(columns)})";
        var aliases = string.Join(", ", columns.Select((_, index) => "v" + Number(index)));
        return command.EntityState switch
        {
            EntityState.Added => $"INSERT INTO {table} ({Names(columns)}) SELECT * FROM {rows}",
            EntityState.Modified => $"UPDATE {table} AS t SET {Assignments(columns, "r.v")} FROM {rows} AS r({aliases}) WHERE {Conditions(columns, "r.v")}",
            EntityState.Deleted => $"DELETE FROM {table} AS t USING {rows} AS r({aliases}) WHERE {Conditions(columns, "r.v")}",
            _ => throw new UnreachableException(),
        };
    }

    private string TableOf(IReadOnlyModificationCommand command) => sql.DelimitIdentifier(command.TableName, command.Schema);

    private string Names(IReadOnlyList<MultiRowColumn> columns) => string.Join(", ", columns.Select(column => sql.DelimitIdentifier(column.Name)));

    private static string Parameters(IReadOnlyList<MultiRowColumn> columns) => string.Join(", ", columns.Select((_, index) => "$" + Number(index + 1)));

    private string Assignments(IReadOnlyList<MultiRowColumn> columns, string prefix) => string.Join(
        ", ", Numbered(columns, isCondition: false).Select(entry => $"{sql.DelimitIdentifier(entry.Column.Name)} = {Reference(prefix, entry.Index)}"));

    private string Conditions(IReadOnlyList<MultiRowColumn> columns, string prefix) => string.Join(
        " AND ",
        Numbered(columns, isCondition: true).Select(
            entry => $"t.{sql.DelimitIdentifier(entry.Column.Name)} {(entry.Column.IsNullable ? "IS NOT DISTINCT FROM" : "=")} {Reference(prefix, entry.Index)}"));

    /// <summary>Parameters count from 1, columns of the row set from 0.</summary>
    private static string Reference(string prefix, int index) => prefix + Number(prefix == "$" ? index + 1 : index);

    private static IEnumerable<(MultiRowColumn Column, int Index)> Numbered(IReadOnlyList<MultiRowColumn> columns, bool isCondition) =>
        columns.Select((column, index) => (column, index)).Where(entry => entry.column.IsCondition == isCondition);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
