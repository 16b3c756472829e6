using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Hosting.Persistence;

/// <summary>Applies the migrations of <typeparamref name="TContext"/>.</summary>
public sealed class DatabaseMigrator<TContext>(IDbContextFactory<TContext> contexts) : IDatabaseMigrator
    where TContext : ServiceDbContext
{
    public string Module { get; } = SchemaOf(contexts);

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.IsHousekeeping = true;
        if (context.Database.IsSqlite())
        {
            // A process that is killed while it migrates leaves EF's lock behind, and every later start would wait for it for ever.
            // The data folder has one process only.
            await context.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock";""", cancellationToken);
        }

        await context.Database.MigrateAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<string>> GetPendingAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)];
    }

    private static string SchemaOf(IDbContextFactory<TContext> contexts)
    {
        using var context = contexts.CreateDbContext();
        return context.Schema;
    }
}
