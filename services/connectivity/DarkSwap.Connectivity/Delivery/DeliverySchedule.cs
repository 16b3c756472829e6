namespace DarkSwap.Connectivity.Delivery;

/// <summary>When an unacknowledged message is sent again: after 1, 2, 4, 8, then every 15 s (wire.md).</summary>
public static class DeliverySchedule
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <param name="attempts">Times it was sent so far, at least 1.</param>
    public static TimeSpan DelayAfter(int attempts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        return attempts > 4 ? Longest : TimeSpan.FromSeconds(1 << (attempts - 1));
    }
}
