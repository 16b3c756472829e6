using DarkSwap.Primitives;

namespace DarkSwap.Connectivity.Messaging;

/// <summary>What holds for everything that one peer sends while it is connected, whatever streams it opens: one is read at a time, at one rate, and its book is read once.</summary>
public sealed class PeerInbound(ConnectivityLimits limits, TimeProvider timeProvider)
{
    private readonly Lock gate = new();
    private readonly TokenBucket rate = new(limits.MessagesPerSecond, limits.MessageBurst, MonotonicTime.Now(timeProvider));
    private CancellationTokenSource? reader;
    private bool hasSynchronised;

    /// <summary>Makes the caller the peer's one reader; the one before is cancelled. Give it back with <see cref="Return"/>.</summary>
    public CancellationTokenSource Take(CancellationToken cancellationToken)
    {
        var mine = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        lock (gate)
        {
            reader?.Cancel();
            reader = mine;
        }

        return mine;
    }

    public void Return(CancellationTokenSource mine)
    {
        lock (gate)
        {
            if (reader == mine)
            {
                reader = null;
            }

            mine.Dispose();
        }
    }

    /// <summary>Counts messages; returns how long to pause before more are read.</summary>
    public TimeSpan Charge(int messages)
    {
        lock (gate)
        {
            return rate.Take(messages, MonotonicTime.Now(timeProvider));
        }
    }

    /// <summary>True the first time.</summary>
    public bool TryBeginSynchronisation()
    {
        lock (gate)
        {
            var isFirst = !hasSynchronised;
            hasSynchronised = true;
            return isFirst;
        }
    }
}
