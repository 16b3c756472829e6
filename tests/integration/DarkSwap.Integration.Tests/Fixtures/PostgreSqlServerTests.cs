using DarkSwap.Testing;
using Npgsql;

namespace DarkSwap.Integration.Tests.Fixtures;

public sealed class PostgreSqlServerTests
{
    [Fact]
    public async Task Accepts_connections_and_names_a_new_database_each_time()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        var first = new NpgsqlConnectionStringBuilder(server.NewDatabase());
        var second = new NpgsqlConnectionStringBuilder(server.NewDatabase());
        first.Database.ShouldNotBe(second.Database);

        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(first.ConnectionString) { Database = "postgres" }.ConnectionString);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand("select 6 * 7", connection);
        (await command.ExecuteScalarAsync(CancellationToken.None)).ShouldBe(42);
    }
}
