using System.Data.Common;
using DarkSwap.Hosting.Persistence;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DarkSwap.Psbt.Tests.RuneIndex;

/// <summary>The service's real database in a SQLite file of its own.</summary>
internal sealed class TestDatabase : IDbContextFactory<PsbtDbContext>, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DbContextOptions<PsbtDbContext> options;
    private readonly CommitFaults commits = new();

    private TestDatabase()
    {
        var builder = new DbContextOptionsBuilder<PsbtDbContext>();
        ServiceDatabase.Configure(builder, new DatabaseOptions(false, folder.File("psbt.db")), PsbtModule.Name);
        builder.AddInterceptors(commits);
        options = builder.Options;
    }

    public static async Task<TestDatabase> CreateAsync()
    {
        var database = new TestDatabase();
        await using var context = database.CreateDbContext();
        await context.Database.MigrateAsync();
        return database;
    }

    /// <summary>The next commit fails, before it is made or after (when only the answer is lost).</summary>
    public void FailNextCommit(bool isMade) => commits.Next = isMade;

    public PsbtDbContext CreateDbContext() => new(options);

    public void Dispose()
    {
        using (var context = CreateDbContext())
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearPool((Microsoft.Data.Sqlite.SqliteConnection)context.Database.GetDbConnection());
        }

        folder.Dispose();
    }

    private sealed class CommitFaults : DbTransactionInterceptor
    {
        public bool? Next { get; set; }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            Take(false) ? throw new IOException("The disk is full.") : ValueTask.FromResult(result);

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
            Take(true) ? throw new IOException("The answer is lost.") : Task.CompletedTask;

        private bool Take(bool isMade)
        {
            if (Next != isMade)
            {
                return false;
            }

            Next = null;
            return true;
        }
    }
}
