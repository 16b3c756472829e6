using System.Threading.Channels;

namespace DarkSwap.Messaging.Outbox;

/// <summary>Wakes the dispatcher of one service: any number of commits before it looks are one wake-up.</summary>
public sealed class OutboxSignal<TContext>
{
    private readonly Channel<byte> wakeUps = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => wakeUps.Writer.TryWrite(0);

    internal async Task WaitAsync(TimeSpan atMost, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        await using var timer = timeProvider.CreateTimer(_ => Set(), null, atMost, Timeout.InfiniteTimeSpan);
        await wakeUps.Reader.ReadAsync(cancellationToken);
    }
}
