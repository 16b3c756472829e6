using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Shared.Tests.Hosting.Persistence;

[Collection(PostgreSqlFixture.Collection)]
[Trait("Category", "Server")]
public sealed class MigrationTests(PostgreSqlFixture fixture)
{
    [Fact]
    public async Task Hand_written_migrations_make_the_model_on_SQLite() =>
        await MigrationAssertions.HoldOnSqliteAsync<SampleDbContext>(options => new(options), CancellationToken.None);

    [Fact]
    public async Task Hand_written_migrations_make_the_model_on_PostgreSQL() =>
        await MigrationAssertions.HoldOnPostgreSqlAsync<SampleDbContext>(fixture.Server, options => new(options), CancellationToken.None);
}
