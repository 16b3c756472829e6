using DarkSwap.Connectivity.Persistence;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Connectivity.Tests;

public sealed class MigrationTests
{
    [Fact]
    public Task Migrations_make_the_model_on_sqlite() =>
        MigrationAssertions.HoldOnSqliteAsync<ConnectivityDbContext>(options => new(options), CancellationToken.None);

    [Fact]
    [Trait("Category", "Server")]
    public async Task Migrations_make_the_model_on_postgresql()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        await MigrationAssertions.HoldOnPostgreSqlAsync<ConnectivityDbContext>(server, options => new(options), CancellationToken.None);
    }
}
