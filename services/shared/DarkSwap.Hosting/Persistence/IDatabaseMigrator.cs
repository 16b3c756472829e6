namespace DarkSwap.Hosting.Persistence;

/// <summary>Applies the migrations of one service.</summary>
public interface IDatabaseMigrator
{
    string Module { get; }

    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Names of migrations that are not applied yet.</summary>
    Task<IReadOnlyList<string>> GetPendingAsync(CancellationToken cancellationToken);
}
