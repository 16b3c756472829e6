namespace DarkSwap.Connectivity.Peers;

/// <summary>Growing, jittered delays between attempts to reach a peer.</summary>
public static class RedialSchedule
{
    private const int LongestExponent = 6;

    /// <param name="failures">Attempts that failed in a row, at least 1.</param>
    /// <param name="jitter">0 to 255, spread over a quarter of the delay.</param>
    public static TimeSpan DelayAfter(int failures, byte jitter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var seconds = 1 << Math.Min(failures - 1, LongestExponent);
        return TimeSpan.FromSeconds(seconds * (1 + (jitter / 1024d)));
    }
}
