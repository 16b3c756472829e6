namespace DarkSwap.Benchmarks.Services;

/// <summary>What a load came to.</summary>
/// <param name="Latencies">Of each operation, in any order.</param>
/// <param name="ProcessorTime">Of the load, the services and the servers together.</param>
internal sealed record LoadResult(int Operations, TimeSpan Elapsed, TimeSpan ProcessorTime, IReadOnlyList<TimeSpan> Latencies)
{
    private readonly TimeSpan[] sorted = [.. Latencies.Order()];

    public double PerSecond => Operations / Elapsed.TotalSeconds;

    public double ProcessorMicroseconds => ProcessorTime.TotalMicroseconds / Operations;

    /// <summary>Null where single operations were not timed.</summary>
    public double? MedianMilliseconds => Percentile(50);

    public double? P99Milliseconds => Percentile(99);

    /// <summary>The run in the middle, by operations a second.</summary>
    public static LoadResult MedianOf(IEnumerable<LoadResult> runs)
    {
        var ordered = runs.OrderBy(run => run.PerSecond).ToList();
        return ordered[ordered.Count / 2];
    }

    private double? Percentile(int percent) => sorted.Length == 0 ? null : sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)].TotalMilliseconds;
}
