namespace DarkSwap.Simulation.Tests.Scheduling;

/// <summary>A clock that a simulation moves from one timer to the next. Timers that are due together fire in the order in which they were set.</summary>
internal sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<Setting, (long Ticks, long Sequence)> settings = new();
    private long sequence;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Elapsed { get; private set; }

    public override DateTimeOffset GetUtcNow() => start + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the next timer that is due until then and fires it; without one, moves there.</summary>
    /// <returns>Whether a timer was fired.</returns>
    public bool MoveOn(TimeSpan atMost)
    {
        while (settings.TryPeek(out var setting, out var due))
        {
            if (!setting.IsCurrent)
            {
                settings.Dequeue();
                continue;
            }

            if (due.Ticks > atMost.Ticks)
            {
                break;
            }

            settings.Dequeue();
            Elapsed = TimeSpan.FromTicks(due.Ticks);
            setting.Fire();
            return true;
        }

        Elapsed = atMost;
        return false;
    }

    private Setting Set(Timer timer, long dueTicks)
    {
        var setting = new Setting(timer);
        settings.Enqueue(setting, (dueTicks, sequence++));
        return setting;
    }

    /// <summary>One due time of a timer, until the timer is changed.</summary>
    private sealed class Setting(Timer timer)
    {
        public bool IsCurrent => ReferenceEquals(timer.Current, this);

        public void Fire() => timer.Fire();
    }

    private sealed class Timer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public Setting? Current { get; private set; }

        public void Fire()
        {
            Current = period > TimeSpan.Zero ? time.Set(this, (time.Elapsed + period).Ticks) : null;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            this.period = period;
            Current = dueTime < TimeSpan.Zero ? null : time.Set(this, (time.Elapsed + dueTime).Ticks);
            return true;
        }

        public void Dispose() => Current = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
