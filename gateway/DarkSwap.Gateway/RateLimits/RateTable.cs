namespace DarkSwap.Gateway.RateLimits;

/// <summary>
/// One limit for many sources in memory that never grows. Per source it keeps one number, the time at which its budget is full again (the generic cell rate algorithm, ITU-T I.371 §A).
/// A source whose budget is full is not worth remembering, so its place goes to whoever needs one; when eight neighbours all owe, a newcomer shares the place of one of them,
/// which can only make it wait longer, never let more through.
/// </summary>
internal sealed class RateTable
{
    private const int Ways = 8;
    private const int Stripes = 256;

    private readonly Entry[] entries;
    private readonly Lock[] locks = new Lock[Stripes];
    private readonly int sets;
    private readonly TimeProvider timeProvider;

    /// <param name="places">Sources that owe at the same time before they begin to share places; rounded up.</param>
    public RateTable(int places, TimeProvider timeProvider)
    {
        sets = (places + Ways - 1) / Ways;
        entries = new Entry[sets * Ways];
        this.timeProvider = timeProvider;
        for (var index = 0; index < Stripes; index++)
        {
            locks[index] = new Lock();
        }
    }

    /// <param name="source">A keyed hash of who asks.</param>
    public RateDecision Take(ulong source, Rate rate) => Decide(source, rate, isTaken: true);

    /// <summary>What <see cref="Take"/> would say, without counting.</summary>
    public RateDecision Look(ulong source, Rate rate) => Decide(source, rate, isTaken: false);

    private RateDecision Decide(ulong source, Rate rate, bool isTaken)
    {
        var interval = (long)(timeProvider.TimestampFrequency / rate.PerSecond);
        var tolerance = interval * rate.Burst;
        var set = (int)(source % (ulong)sets);
        lock (locks[set % Stripes])
        {
            var now = timeProvider.GetTimestamp();
            ref var entry = ref Find(set, source, now);
            var full = Math.Max(entry.Full, now) + interval;
            var wait = full - now - tolerance;
            if (wait > 0)
            {
                return new RateDecision(false, 0, Span(full - interval - now), Span(wait));
            }

            if (isTaken)
            {
                entry.Full = full;
            }

            return new RateDecision(true, (int)(-wait / interval), Span(full - now), TimeSpan.Zero);
        }
    }

    private ref Entry Find(int set, ulong source, long now)
    {
        var places = entries.AsSpan(set * Ways, Ways);
        var free = -1;
        for (var index = 0; index < places.Length; index++)
        {
            if (places[index].Source == source)
            {
                return ref places[index];
            }

            if (places[index].Full <= now)
            {
                free = index;
            }
        }

        if (free < 0)
        {
            return ref places[(int)((source >> 32) % Ways)];
        }

        places[free].Source = source;
        return ref places[free];
    }

    private TimeSpan Span(long timestamps) => TimeSpan.FromTicks((long)(timestamps * ((double)TimeSpan.TicksPerSecond / timeProvider.TimestampFrequency)));

    private struct Entry
    {
        public ulong Source;

        /// <summary>Timestamp of the time provider.</summary>
        public long Full;
    }
}
