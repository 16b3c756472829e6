using DarkSwap.Hosting.Persistence;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Testing;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Tests.RuneIndex;

/// <summary>The service's real database in a SQLite file of its own.</summary>
internal sealed class TestDatabase : IDbContextFactory<PsbtDbContext>, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DbContextOptions<PsbtDbContext> options;

    private TestDatabase()
    {
        var builder = new DbContextOptionsBuilder<PsbtDbContext>();
        ServiceDatabase.Configure(builder, new DatabaseOptions(false, folder.File("psbt.db")), PsbtModule.Name);
        options = builder.Options;
    }

    public static async Task<TestDatabase> CreateAsync()
    {
        var database = new TestDatabase();
        await using var context = database.CreateDbContext();
        await context.Database.MigrateAsync();
        return database;
    }

    public PsbtDbContext CreateDbContext() => new(options);

    public void Dispose()
    {
        using (var context = CreateDbContext())
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearPool((Microsoft.Data.Sqlite.SqliteConnection)context.Database.GetDbConnection());
        }

        folder.Dispose();
    }
}
