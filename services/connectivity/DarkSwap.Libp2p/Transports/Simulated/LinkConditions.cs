namespace DarkSwap.Libp2p.Transports.Simulated;

/// <summary>How one host reaches another: one direction of a path.</summary>
internal sealed record LinkConditions
{
    internal TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Added to the latency of each segment, evenly from nothing up to this.</summary>
    internal TimeSpan Jitter { get; init; }

    /// <summary>Share of packets that are lost, from 0 to 1. TCP repeats them, so that loss is delay.</summary>
    internal double Loss { get; init; }

    /// <summary>Bytes a second for all connections together; null moves everything at once.</summary>
    internal long? BytesPerSecond { get; init; }
}
