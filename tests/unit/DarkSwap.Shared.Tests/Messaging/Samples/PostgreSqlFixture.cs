using DarkSwap.Testing;

namespace DarkSwap.Shared.Tests.Messaging.Samples;

/// <summary>One PostgreSQL server for all tests of a collection; each test has a database of its own.</summary>
public sealed class PostgreSqlFixture : IAsyncLifetime
{
    public const string Collection = "PostgreSQL";

    public PostgreSqlServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await PostgreSqlServer.StartAsync(CancellationToken.None);

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
