using DarkSwap.Psbt.Persistence;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Integration.Tests.Psbt;

public sealed class PsbtMigrationTests
{
    [Fact]
    public async Task Migrations_make_the_model_on_PostgreSQL()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);

        await MigrationAssertions.HoldOnPostgreSqlAsync<PsbtDbContext>(server, options => new PsbtDbContext(options), CancellationToken.None);
    }
}
