using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Update;
using Npgsql;

namespace DarkSwap.Hosting.Persistence.MultiRow;

/// <summary>Changes of one shape that follow each other: one statement.</summary>
internal sealed class MultiRowRun(IReadOnlyModificationCommand first)
{
    /// <summary>Below it, changes of rows that exist are a statement each: the planner cannot err about one row.</summary>
    private const int FewestRowsToJoin = 4;

    private readonly List<IReadOnlyModificationCommand> commands = [first];

    public IReadOnlyList<IReadOnlyModificationCommand> Commands => commands;

    /// <summary>What each row gives to the statement, in the order of its parameters.</summary>
    public IReadOnlyList<MultiRowColumn> Columns { get; } = ColumnsOf(first);

    private bool IsInsert => first.EntityState == EntityState.Added;

    public bool TryAdd(IReadOnlyModificationCommand command)
    {
        if (command.EntityState != first.EntityState || command.TableName != first.TableName || command.Schema != first.Schema || !Columns.SequenceEqual(ColumnsOf(command)))
        {
            return false;
        }

        commands.Add(command);
        return true;
    }

    public IEnumerable<NpgsqlBatchCommand> ToStatements(MultiRowSql sql)
    {
        if (commands.Count > 1 && (IsInsert || commands.Count >= FewestRowsToJoin))
        {
            var statement = new NpgsqlBatchCommand(sql.ForMany(first, Columns));
            foreach (var column in Columns)
            {
                statement.Parameters.Add(column.ToArrayParameter(commands));
            }

            yield return statement;
            yield break;
        }

        foreach (var command in commands)
        {
            var statement = new NpgsqlBatchCommand(sql.ForOne(command, Columns));
            foreach (var column in Columns)
            {
                statement.Parameters.Add(column.ToParameter(command));
            }

            yield return statement;
        }
    }

    private static List<MultiRowColumn> ColumnsOf(IReadOnlyModificationCommand command)
    {
        var columns = new List<MultiRowColumn>(command.ColumnModifications.Count);
        for (var position = 0; position < command.ColumnModifications.Count; position++)
        {
            var modification = command.ColumnModifications[position];
            if (modification.IsRead)
            {
                throw new NotSupportedException($"{command.TableName}.{modification.ColumnName} is made by the database; keys and versions are made by the application.");
            }

            if (modification.IsWrite)
            {
                columns.Add(new MultiRowColumn(position, modification.ColumnName, IsCondition: false, modification.IsNullable == true));
            }

            if (modification.IsCondition)
            {
                columns.Add(new MultiRowColumn(position, modification.ColumnName, IsCondition: true, modification.IsNullable == true));
            }
        }

        return columns;
    }
}
