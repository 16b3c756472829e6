namespace DarkSwap.Messaging.Outbox;

/// <summary>
/// How long the dispatcher lets messages gather before it leases again: the more traffic, the longer, up to a limit, since a lease, and a message joined of many, costs about the
/// same for one as for many. What comes after a pause, or now and then, leaves at once.
/// </summary>
/// <param name="longest">Zero: never.</param>
internal sealed class OutboxGathering(TimeSpan longest)
{
    /// <summary>Messages a second from which on they gather, and with which they gather longest.</summary>
    private const double FirstRate = 100;
    private const double FullRate = 500;

    private TimeSpan? lastLease;
    private TimeSpan wanted;

    /// <param name="messages">That a lease has brought, more than none.</param>
    /// <param name="now">On a clock that never goes back.</param>
    public void Leased(int messages, TimeSpan now)
    {
        var rate = lastLease is { } last && now > last ? messages / (now - last).TotalSeconds : 0;
        wanted = longest * Math.Clamp((rate - FirstRate) / (FullRate - FirstRate), 0, 1);
        lastLease = now;
    }

    /// <returns>Not positive: lease at once.</returns>
    public TimeSpan LeftAt(TimeSpan now) => lastLease is { } last ? last + wanted - now : TimeSpan.Zero;
}
