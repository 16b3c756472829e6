using DarkSwap.Shared.Tests.Messaging.Samples;

namespace DarkSwap.Shared.Tests.Messaging.Outbox;

[Collection(PostgreSqlFixture.Collection)]
[Trait("Category", "Server")]
public sealed class OutboxOnPostgreSqlTests(PostgreSqlFixture fixture) : OutboxTests
{
    protected override IReadOnlyDictionary<string, string?> NewDatabase() => new Dictionary<string, string?> { ["sample:Database"] = fixture.Server.NewDatabase() };
}
