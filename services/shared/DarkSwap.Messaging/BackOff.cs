namespace DarkSwap.Messaging;

/// <summary>How long to wait between tries.</summary>
internal static class BackOff
{
    /// <summary>From this many tries on, any wait is the longest.</summary>
    private const int MaximumExponent = 30;

    /// <summary>Three times as long with each further try.</summary>
    /// <param name="attempts">Tries that have failed, 1 or more.</param>
    public static TimeSpan After(int attempts, TimeSpan first, TimeSpan longest)
    {
        var factor = Math.Pow(3, Math.Min(attempts - 1, MaximumExponent));
        return TimeSpan.FromTicks((long)Math.Min(first.Ticks * factor, longest.Ticks));
    }
}
