namespace DarkSwap.Benchmarks.Libp2p;

/// <summary>One line from a peer. Which fields are there depends on the command.</summary>
internal sealed record PeerAnswer
{
    public string? Error { get; init; }

    public string? Address { get; init; }

    public double Seconds { get; init; }

    /// <summary>Of round trips, in microseconds.</summary>
    public double Median { get; init; }

    /// <summary>Of round trips, in microseconds.</summary>
    public double P99 { get; init; }

    public double ProcessorMicroseconds { get; init; }

    /// <summary>Taken from the heap since the start; 0 when the peer does not tell.</summary>
    public double AllocatedBytes { get; init; }

    /// <summary>Resident memory.</summary>
    public double Bytes { get; init; }
}
