using System.Diagnostics;

namespace DarkSwap.Benchmarks.Measurement;

/// <summary>How often something ran, and what it cost in processor time of all threads, the collector's and the compiler's included.</summary>
internal sealed record CpuMeasurement(long Operations, long CpuMicroseconds)
{
    public double PerCpuSecond => Operations * 1_000_000.0 / CpuMicroseconds;

    /// <summary>Runs for half the time to warm up, then for the whole time.</summary>
    public static CpuMeasurement Of(Action operation, TimeSpan duration)
    {
        Run(operation, duration / 2);
        return Run(operation, duration);
    }

    private static CpuMeasurement Run(Action operation, TimeSpan duration)
    {
        var before = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var count = 0L;
        do
        {
            operation();
            count++;
        }
        while (Stopwatch.GetElapsedTime(start) < duration);
        return new(count, (long)(Environment.CpuUsage.TotalTime - before).TotalMicroseconds);
    }
}
