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

    [Fact]
    public async Task Keeps_what_was_committed_when_it_is_killed_and_started_again()
    {
        await using var server = await PostgreSqlServer.StartOwnAsync(CancellationToken.None);
        var connectionString = new NpgsqlConnectionStringBuilder(server.NewDatabase()) { Database = "postgres", Pooling = false }.ConnectionString;
        (await ExecuteAsync(connectionString, "create table kept (number int); insert into kept values (42); select 1")).ShouldBe(1);

        await server.KillAsync(CancellationToken.None);
        await Should.ThrowAsync<NpgsqlException>(() => ExecuteAsync(connectionString, "select 1"));
        await server.StartAgainAsync(CancellationToken.None);

        (await ExecuteAsync(connectionString, "select number from kept")).ShouldBe(42);
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string statement)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync(CancellationToken.None);
    }
}
