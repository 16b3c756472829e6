using DarkSwap.Libp2p.Ping;

namespace DarkSwap.Connectivity.Endpoints;

/// <summary>A round trip to a peer, and those since it connected: the last 64 at most.</summary>
/// <param name="Sent">Pings that were begun since the peer connected.</param>
/// <param name="Lost">Those of them that did not come back.</param>
/// <param name="DeviationMicroseconds">Mean difference of neighbouring round trips.</param>
public sealed record PingResponse(
    long RoundTripMicroseconds,
    long Sent,
    long Lost,
    long MinimumMicroseconds,
    long MedianMicroseconds,
    long MeanMicroseconds,
    long MaximumMicroseconds,
    long DeviationMicroseconds)
{
    internal static PingResponse Of(TimeSpan roundTrip, PingStatistics statistics) => new(
        (long)roundTrip.TotalMicroseconds,
        statistics.Sent,
        statistics.Lost,
        (long)statistics.Minimum.TotalMicroseconds,
        (long)statistics.Median.TotalMicroseconds,
        (long)statistics.Mean.TotalMicroseconds,
        (long)statistics.Maximum.TotalMicroseconds,
        (long)statistics.Deviation.TotalMicroseconds);
}
