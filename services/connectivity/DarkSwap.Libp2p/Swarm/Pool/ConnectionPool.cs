using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Swarm.Pool;

/// <summary>Looks at all connections from time to time, and at once when there are too many, and closes those that are worth least.</summary>
internal sealed class ConnectionPool(ConnectionTable table, PoolOptions options, TimeProvider timeProvider)
{
    private readonly AsyncSignal crowded = new();

    internal PeerValues Values { get; } = new();

    internal void NoteOpened()
    {
        if (table.Count > options.HighWater)
        {
            crowded.Set();
        }
    }

    /// <summary>Runs until the token is cancelled.</summary>
    /// <param name="close">Closes a connection gracefully; not awaited here.</param>
    internal async Task RunAsync(Action<SwarmConnection> close, CancellationToken cancellationToken)
    {
        var closing = new HashSet<SwarmConnection>();
        while (!cancellationToken.IsCancellationRequested)
        {
            await WaitAsync(cancellationToken);
            var connections = Describe();
            closing.RemoveWhere(connection => connection.Completion.IsCompleted);
            foreach (var chosen in Pruning.Choose([.. connections.Where(entry => !closing.Contains(entry.Connection))], options, MonotonicTime.Now(timeProvider)))
            {
                closing.Add(chosen.Connection);
                close(chosen.Connection);
            }
        }
    }

    /// <summary>Completes at the next interval, or a moment after there are too many connections, so that a flood is met a few times a second and not at each connection.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var waking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var signal = crowded.WaitAsTaskAsync(waking.Token);
        var interval = TaskStart.DelayAsync(options.Interval, timeProvider, waking.Token);
        var first = await Task.WhenAny(signal, interval);
        waking.Cancel();
        await TaskStart.WhenAllEnded([signal, interval]);
        if (first == signal && !cancellationToken.IsCancellationRequested)
        {
            await TaskStart.DelayAsync(options.Interval / 20, timeProvider, cancellationToken);
        }
    }

    private List<PooledConnection> Describe()
    {
        var preferred = table.PreferredOfEachPeer().ToHashSet();
        return
        [
            .. table.All().Select(connection => new PooledConnection(
                connection,
                Values.ValueOf(connection.RemotePeer),
                connection.IsLeased || Values.IsProtected(connection.RemotePeer),
                preferred.Contains(connection),
                connection.StreamCount,
                connection.Opened,
                connection.LastUsed,
                AddressKey.Of(connection.RemoteAddress)?.Subnet)),
        ];
    }
}
