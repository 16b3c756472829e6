using System.Collections.Concurrent;
using System.Threading.Channels;

namespace DarkSwap.Trade.Driving;

/// <summary>Wakes the driver: any number of commits before it looks are one wake-up.</summary>
public sealed class TradeWakeUp
{
    private readonly Channel<byte> wakeUps = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly ConcurrentQueue<Guid> changed = new();

    /// <summary>Something happened to the trade: a step that had to wait may be possible now.</summary>
    public void Set(Guid tradeId)
    {
        changed.Enqueue(tradeId);
        Set();
    }

    public bool TryTakeChanged(out Guid tradeId) => changed.TryDequeue(out tradeId);

    public void Set() => wakeUps.Writer.TryWrite(0);

    public async Task WaitAsync(TimeSpan atMost, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        await using var timer = timeProvider.CreateTimer(_ => Set(), null, atMost, Timeout.InfiniteTimeSpan);
        await wakeUps.Reader.ReadAsync(cancellationToken);
    }
}
