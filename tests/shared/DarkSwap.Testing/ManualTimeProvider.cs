namespace DarkSwap.Testing;

/// <summary>A clock that stands still until a test moves it. Timers fire inside <see cref="Advance"/>, in the order of their due times, each at its own time.</summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = start;
    private long elapsedTicks;

    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait, so that a test can tell that somebody sleeps.</summary>
    public int PendingTimers
    {
        get
        {
            lock (gate)
            {
                return timers.Count(timer => timer.DueTicks is not null);
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp()
    {
        lock (gate)
        {
            return elapsedTicks;
        }
    }

    /// <summary>Sets the wall clock without time passing: what an operator or a time server does. Timers don't notice.</summary>
    public void SetUtcNow(DateTimeOffset time)
    {
        lock (gate)
        {
            now = time;
        }
    }

    public void Advance(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        long end;
        lock (gate)
        {
            end = elapsedTicks + duration.Ticks;
        }

        while (TakeDue(end) is { } timer)
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (gate)
        {
            timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDue(long end)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.DueTicks <= end).MinBy(timer => timer.DueTicks);
            var reached = Math.Max(elapsedTicks, next?.DueTicks ?? end);
            now += TimeSpan.FromTicks(reached - elapsedTicks);
            elapsedTicks = reached;
            if (next is not null)
            {
                next.DueTicks = next.PeriodTicks is { } period ? reached + period : null;
            }

            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        public long? DueTicks { get; set; }

        public long? PeriodTicks { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isDue = false;
            lock (owner.gate)
            {
                if (!owner.timers.Contains(this))
                {
                    return false;
                }

                PeriodTicks = period <= TimeSpan.Zero ? null : period.Ticks;
                DueTicks = dueTime < TimeSpan.Zero ? null : owner.elapsedTicks + dueTime.Ticks;
                if (dueTime == TimeSpan.Zero)
                {
                    isDue = true;
                    DueTicks = PeriodTicks is { } ticks ? owner.elapsedTicks + ticks : null;
                }
            }

            if (isDue)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.Fire(), this, preferLocal: false);
            }

            return true;
        }

        public void Dispose()
        {
            lock (owner.gate)
            {
                owner.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
