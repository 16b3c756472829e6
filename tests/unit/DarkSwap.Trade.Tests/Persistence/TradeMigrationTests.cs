using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using DarkSwap.Trade.Persistence;

namespace DarkSwap.Trade.Tests.Persistence;

public sealed class TradeMigrationTests
{
    [Fact]
    public Task Migrations_make_the_model_on_SQLite() =>
        MigrationAssertions.HoldOnSqliteAsync<TradeDbContext>(options => new TradeDbContext(options), CancellationToken.None);

    [Fact]
    [Trait("Category", "Server")]
    public async Task Migrations_make_the_model_on_PostgreSQL()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        await MigrationAssertions.HoldOnPostgreSqlAsync<TradeDbContext>(server, options => new TradeDbContext(options), CancellationToken.None);
    }
}
