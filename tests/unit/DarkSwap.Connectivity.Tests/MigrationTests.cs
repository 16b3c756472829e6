using DarkSwap.Connectivity.Persistence;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Connectivity.Tests;

public sealed class MigrationTests
{
    [Fact]
    public Task Migrations_make_the_model_on_sqlite() =>
        MigrationAssertions.HoldOnSqliteAsync<ConnectivityDbContext>(options => new(options), CancellationToken.None);
}
