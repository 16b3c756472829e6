using DarkSwap.Testing;

namespace DarkSwap.Shared.Tests.Messaging.Inbox;

public sealed class InboxOnSqliteTests : InboxTests, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override IReadOnlyDictionary<string, string?> NewDatabase() => new Dictionary<string, string?> { ["data"] = folder.Path };
}
