using DarkSwap.Hosting.Persistence;
using DarkSwap.Shared.Tests.Messaging.Samples;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Shared.Tests.Hosting.Persistence;

/// <summary>Connections to PostgreSQL as services use them.</summary>
[Trait("Category", "Server")]
[Collection(PostgreSqlFixture.Collection)]
public sealed class ConnectionTests(PostgreSqlFixture fixture)
{
    private readonly string database = fixture.Server.NewDatabase();

    [Fact]
    public async Task Statements_that_come_again_are_prepared() => (await CountPreparedAsync(database)).ShouldBePositive();

    [Theory]
    [InlineData("Max Auto Prepare=0")]
    [InlineData("maxautoprepare=0")]
    public async Task Unless_the_connection_string_says_otherwise(string setting) => (await CountPreparedAsync($"{database};{setting}")).ShouldBe(0);

    /// <summary>Each query on a context of its own, so that the connection goes back to the pool between them.</summary>
    private static async Task<int> CountPreparedAsync(string database)
    {
        await using (var context = Create(database))
        {
            await context.Database.EnsureCreatedAsync();
        }

        for (var time = 0; time < 5; time++)
        {
            await using var context = Create(database);
            await context.Rows.CountAsync();
        }

        await using var last = Create(database);
        return await last.Database.SqlQueryRaw<int>("""SELECT count(*)::int AS "Value" FROM pg_prepared_statements WHERE statement LIKE '%burst%'""").SingleAsync();
    }

    private static BurstDbContext Create(string database)
    {
        var options = new DbContextOptionsBuilder<BurstDbContext>();
        ServiceDatabase.Configure(options, new DatabaseOptions(IsPostgreSql: true, database), "burst");
        return new BurstDbContext(options.Options);
    }
}
