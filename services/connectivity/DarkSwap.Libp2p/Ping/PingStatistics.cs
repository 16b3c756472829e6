namespace DarkSwap.Libp2p.Ping;

/// <summary>Pings of one peer since it connected. Times are of the last 64 that came back.</summary>
/// <param name="Sent">Pings that were begun.</param>
/// <param name="Lost">Those that did not come back.</param>
/// <param name="Deviation">Mean difference of neighbouring round trips (the jitter of RFC 3550 §6.4.1, unsmoothed).</param>
public sealed record PingStatistics(long Sent, long Lost, TimeSpan Last, TimeSpan Minimum, TimeSpan Median, TimeSpan Mean, TimeSpan Maximum, TimeSpan Deviation);
