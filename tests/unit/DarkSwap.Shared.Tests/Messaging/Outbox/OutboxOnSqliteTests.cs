using DarkSwap.Testing;

namespace DarkSwap.Shared.Tests.Messaging.Outbox;

public sealed class OutboxOnSqliteTests : OutboxTests, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override IReadOnlyDictionary<string, string?> NewDatabase() => new Dictionary<string, string?> { ["data"] = folder.Path };
}
