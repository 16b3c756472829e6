using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Architecture.Tests.Messages;

/// <summary>One service with all its consumers, real database and workers, among stand-ins for its neighbours.</summary>
internal abstract class ConsumerStand : IAsyncDisposable
{
    protected TemporaryFolder Folder { get; } = new();

    protected abstract ModuleTestHost Host { get; }

    public abstract Task StartAsync();

    /// <summary>Messages as their senders would have them. What is in a later list is sent because of what was in an earlier one, so it never comes before.</summary>
    public abstract IReadOnlyList<IReadOnlyList<SentMessage>> MakeTraffic(int seed);

    /// <summary>Gets ready for that traffic.</summary>
    public virtual Task PrepareAsync(int seed) => Task.CompletedTask;

    /// <summary>Waits until nothing happens by itself any more.</summary>
    public virtual Task SettleAsync() => Task.CompletedTask;

    /// <summary>Everything that the service has stored or told others that is no matter of when or how often.</summary>
    public abstract Task<IReadOnlyList<string>> ReadStateAsync();

    public virtual Task DeliverAsync(SentMessage sent) => Host.DeliverAsync(sent.Message, CancellationToken.None, sent.Version);

    public virtual async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Folder.Dispose();
    }
}
