namespace DarkSwap.Primitives;

/// <summary>A point on a clock that never goes back, in ticks of 100 ns since an arbitrary origin. What sans-I/O cores are told.</summary>
public readonly record struct MonotonicTime(long Ticks) : IComparable<MonotonicTime>
{
    /// <summary>The present of <paramref name="timeProvider"/>'s monotonic clock.</summary>
    public static MonotonicTime Now(TimeProvider timeProvider) =>
        new(timeProvider.GetElapsedTime(0, timeProvider.GetTimestamp()).Ticks);

    /// <summary>Adds a duration; saturates instead of overflowing, so that hostile durations stay harmless.</summary>
    public static MonotonicTime operator +(MonotonicTime time, TimeSpan duration)
    {
        var sum = unchecked(time.Ticks + duration.Ticks);
        var hasOverflowed = ((time.Ticks ^ sum) & (duration.Ticks ^ sum)) < 0;
        return new(hasOverflowed ? (duration.Ticks < 0 ? long.MinValue : long.MaxValue) : sum);
    }

    public static TimeSpan operator -(MonotonicTime later, MonotonicTime earlier) => new(later.Ticks - earlier.Ticks);

    public static bool operator <(MonotonicTime left, MonotonicTime right) => left.Ticks < right.Ticks;

    public static bool operator >(MonotonicTime left, MonotonicTime right) => left.Ticks > right.Ticks;

    public static bool operator <=(MonotonicTime left, MonotonicTime right) => left.Ticks <= right.Ticks;

    public static bool operator >=(MonotonicTime left, MonotonicTime right) => left.Ticks >= right.Ticks;

    public int CompareTo(MonotonicTime other) => Ticks.CompareTo(other.Ticks);
}
