namespace DarkSwap.Contracts.Wire.Values;

/// <summary>Times on the wire: microseconds since 1970-01-01T00:00:00Z.</summary>
public static class UnixMicroseconds
{
    private const long EpochTicks = 621_355_968_000_000_000;

    private static readonly long Greatest = (DateTimeOffset.MaxValue.UtcTicks - EpochTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>What is smaller than a microsecond is cut off.</summary>
    public static long Of(DateTimeOffset time) => (time.UtcTicks - EpochTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time without what is smaller than a microsecond, so that it survives the wire.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>False for 0, negative times and times after the year 9999.</summary>
    public static bool TryRead(long microseconds, out DateTimeOffset time)
    {
        var isTime = microseconds > 0 && microseconds <= Greatest;
        time = isTime ? new DateTimeOffset(EpochTicks + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero) : default;
        return isTime;
    }
}
