namespace DarkSwap.Benchmarks.Libp2p;

/// <summary>How much of each is measured in a round: about a second's worth for either implementation.</summary>
internal sealed record Workload(long Bytes, int RoundTrips, int Streams, int Dials, int IdleConnections)
{
    private const long Mebibyte = 1024 * 1024;

    public static Workload Ours { get; } = new(384 * Mebibyte, 5_000, 6_000, 800, 1_000);

    public static Workload Js { get; } = new(64 * Mebibyte, 1_000, 600, 25, 300);
}
