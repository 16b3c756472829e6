using DarkSwap.Shared.Tests.Messaging.Samples;

namespace DarkSwap.Shared.Tests.Messaging.Inbox;

[Collection(PostgreSqlFixture.Collection)]
[Trait("Category", "Server")]
public sealed class InboxOnPostgreSqlTests(PostgreSqlFixture fixture) : InboxTests
{
    protected override IReadOnlyDictionary<string, string?> NewDatabase() => new Dictionary<string, string?> { ["sample:Database"] = fixture.Server.NewDatabase() };
}
