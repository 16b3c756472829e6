using DarkSwap.Orderbook.Persistence;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Orderbook.Tests.Persistence;

public sealed class OrderbookMigrationTests
{
    [Fact]
    public async Task Migrations_make_the_model_on_SQLite() =>
        await MigrationAssertions.HoldOnSqliteAsync<OrderbookDbContext>(options => new(options), CancellationToken.None);

    [Fact]
    [Trait("Category", "Server")]
    public async Task Migrations_make_the_model_on_PostgreSQL()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        await MigrationAssertions.HoldOnPostgreSqlAsync<OrderbookDbContext>(server, options => new(options), CancellationToken.None);
    }
}
