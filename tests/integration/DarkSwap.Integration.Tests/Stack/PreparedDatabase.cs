using System.Globalization;
using DarkSwap.Testing;
using Npgsql;

namespace DarkSwap.Integration.Tests.Stack;

/// <summary>A PostgreSQL server on which <c>infra/postgres/prepare</c> has made the services' database.</summary>
public sealed class PreparedDatabase : IAsyncLifetime
{
    private const string Database = "darkswap";
    private PostgreSqlServer? server;

    public async Task InitializeAsync()
    {
        server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        await PrepareAsync();
    }

    public async Task DisposeAsync() => await server!.DisposeAsync();

    public string ConnectionString(string user) =>
        new NpgsqlConnectionStringBuilder(server!.NewDatabase()) { Database = Database, Username = user, Password = Password(user), Pooling = false }.ConnectionString;

    public ChildProcess StartPrepare(IReadOnlyDictionary<string, string?> changes)
    {
        var server = new NpgsqlConnectionStringBuilder(ConnectionString("postgres"));
        var environment = ServiceProgram.Services.ToDictionary(service => $"DARKSWAP_{service.ToUpperInvariant()}_DATABASE_PASSWORD", service => (string?)Password($"darkswap_{service}"));
        environment["PGHOST"] = server.Host;
        environment["PGPORT"] = server.Port.ToString(CultureInfo.InvariantCulture);
        environment["PGUSER"] = server.Username;
        foreach (var (name, value) in changes)
        {
            environment[name] = value;
        }

        return ChildProcess.Start(RepositoryFolder.File("infra", "postgres", "prepare"), [], environment);
    }

    public async Task PrepareAsync()
    {
        await using var process = StartPrepare(new Dictionary<string, string?>());
        if (await process.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None) != 0)
        {
            throw new InvalidOperationException(process.Describe());
        }
    }

    /// <summary>The first column of every row.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string user, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(user));
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        var rows = new List<string>();
        while (await reader.ReadAsync(CancellationToken.None))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private static string Password(string user) => $"{user} of the tests";
}
