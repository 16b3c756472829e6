namespace DarkSwap.Libp2p.Ping;

/// <summary>The round trips of one peer. Thread-safe.</summary>
internal sealed class PingHistory
{
    private const int Capacity = 64;
    private readonly Lock gate = new();
    private readonly Queue<TimeSpan> roundTrips = new(Capacity);
    private long sent;
    private long lost;

    internal void NoteReturned(TimeSpan roundTrip)
    {
        lock (gate)
        {
            sent++;
            if (roundTrips.Count == Capacity)
            {
                roundTrips.Dequeue();
            }

            roundTrips.Enqueue(roundTrip);
        }
    }

    internal void NoteLost()
    {
        lock (gate)
        {
            sent++;
            lost++;
        }
    }

    /// <summary>Null before the first ping came back.</summary>
    internal PingStatistics? Summarize()
    {
        lock (gate)
        {
            if (roundTrips.Count == 0)
            {
                return null;
            }

            var inOrder = roundTrips.ToArray();
            var sorted = inOrder.Order().ToArray();
            var differences = inOrder.Zip(inOrder.Skip(1), (earlier, later) => Math.Abs((later - earlier).Ticks)).DefaultIfEmpty(0);
            return new PingStatistics(
                sent,
                lost,
                inOrder[^1],
                sorted[0],
                sorted[sorted.Length / 2],
                new TimeSpan((long)sorted.Average(roundTrip => roundTrip.Ticks)),
                sorted[^1],
                new TimeSpan((long)differences.Average()));
        }
    }
}
