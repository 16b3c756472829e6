using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DarkSwap.Hosting.Persistence;

/// <summary>Sets up each SQLite connection: write-ahead log, every commit on disk before it counts, and waiting for other writers instead of failing.</summary>
public sealed class SqliteDurabilityInterceptor : DbConnectionInterceptor
{
    private const string Settings = "PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
