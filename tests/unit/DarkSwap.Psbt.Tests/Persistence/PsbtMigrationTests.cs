using DarkSwap.Psbt.Persistence;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Psbt.Tests.Persistence;

public sealed class PsbtMigrationTests
{
    [Fact]
    public Task Migrations_make_the_model_on_SQLite() =>
        MigrationAssertions.HoldOnSqliteAsync<PsbtDbContext>(options => new PsbtDbContext(options), CancellationToken.None);
}
