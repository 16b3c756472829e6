using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Shared.Tests.Hosting.Persistence;

public sealed class MigrationTests
{
    [Fact]
    public async Task Hand_written_migrations_make_the_model_on_SQLite() =>
        await MigrationAssertions.HoldOnSqliteAsync<SampleDbContext>(options => new(options), CancellationToken.None);

    [Fact]
    public async Task Hand_written_migrations_make_the_model_on_PostgreSQL()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        await MigrationAssertions.HoldOnPostgreSqlAsync<SampleDbContext>(server, options => new(options), CancellationToken.None);
    }
}
