using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Npgsql;

namespace DarkSwap.Hosting.Persistence.MultiRow;

/// <summary>
/// Changes of one save in one round trip. Neighbours of the same shape (table, kind and columns) are one statement whose parameters are arrays, a column each, so
/// that few statements, always the same, are prepared once. The order is EF's; keys and versions are made by the application, so nothing is read back.
/// </summary>
internal sealed class MultiRowBatch(MultiRowSql sql) : ModificationCommandBatch
{
    /// <summary>Bounds the memory of one round trip.</summary>
    private const int MaximumCommands = 1_000;

    private readonly List<IReadOnlyModificationCommand> commands = [];
    private bool areMoreBatchesExpected;

    public override IReadOnlyList<IReadOnlyModificationCommand> ModificationCommands => commands;

    public override bool RequiresTransaction => commands.Count > 1;

    public override bool AreMoreBatchesExpected => areMoreBatchesExpected;

    public override bool TryAddCommand(IReadOnlyModificationCommand modificationCommand)
    {
        if (commands.Count == MaximumCommands)
        {
            return false;
        }

        commands.Add(modificationCommand);
        return true;
    }

    public override void Complete(bool moreBatchesExpected) => areMoreBatchesExpected = moreBatchesExpected;

    public override void Execute(IRelationalConnection connection) => throw new NotSupportedException("Changes are saved asynchronously.");

    public override async Task ExecuteAsync(IRelationalConnection connection, CancellationToken cancellationToken = default)
    {
        var statements = new List<(MultiRowRun Run, NpgsqlBatchCommand Statement)>();
        await using var batch = new NpgsqlBatch((NpgsqlConnection)connection.DbConnection);
        batch.Timeout = connection.CommandTimeout ?? batch.Timeout;
        foreach (var run in Runs())
        {
            foreach (var statement in run.ToStatements(sql))
            {
                statements.Add((run, statement));
                batch.BatchCommands.Add(statement);
            }
        }

        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new DbUpdateException("The changes could not be saved.", exception, EntriesOf(commands));
        }

        foreach (var run in statements.GroupBy(entry => entry.Run, entry => (long)entry.Statement.RecordsAffected))
        {
            var commands = run.Key.Commands;
            if (run.Sum() != commands.Count)
            {
                throw new DbUpdateConcurrencyException(
                    $"{commands.Count} rows of {commands[0].TableName} were to change, and {run.Sum()} did: somebody else has changed or deleted one since it was read.",
                    EntriesOf(commands));
            }
        }
    }

    private List<MultiRowRun> Runs()
    {
        var runs = new List<MultiRowRun>();
        foreach (var command in commands)
        {
            if (runs.Count == 0 || !runs[^1].TryAdd(command))
            {
                runs.Add(new MultiRowRun(command));
            }
        }

        return runs;
    }

    private static List<IUpdateEntry> EntriesOf(IEnumerable<IReadOnlyModificationCommand> commands) => [.. commands.SelectMany(command => command.Entries)];
}
