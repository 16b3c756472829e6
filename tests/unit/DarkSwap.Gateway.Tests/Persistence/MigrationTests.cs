using DarkSwap.Gateway.Persistence;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Gateway.Tests.Persistence;

public sealed class MigrationTests
{
    [Fact]
    public async Task Migrations_make_the_model_on_SQLite() =>
        await MigrationAssertions.HoldOnSqliteAsync<GatewayDbContext>(options => new(options), CancellationToken.None);

    [Fact]
    [Trait("Category", "Server")]
    public async Task Migrations_make_the_model_on_PostgreSQL()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        await MigrationAssertions.HoldOnPostgreSqlAsync<GatewayDbContext>(server, options => new(options), CancellationToken.None);
    }
}
