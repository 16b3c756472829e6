using System.Globalization;
using System.Text.Json;

namespace DarkSwap.Benchmarks.Services;

/// <summary>The table, and the result as one JSON object.</summary>
internal sealed class ServicesReport
{
    private readonly List<(string Name, LoadResult Result, double? Ratio, double? ProcessorRatio, double? Aim)> rows = [];

    /// <param name="runs">One a round.</param>
    /// <param name="beside">What it is compared with, run by run of the same round. The ratios are medians of the rounds'.</param>
    public void Add(string name, IReadOnlyList<LoadResult> runs, IReadOnlyList<LoadResult>? beside = null, double? aim = null)
    {
        var result = LoadResult.MedianOf(runs);
        var ratio = beside is null ? (double?)null : Median(runs.Zip(beside, (run, other) => run.PerSecond / other.PerSecond));
        var processorRatio = beside is null ? (double?)null : Median(runs.Zip(beside, (run, other) => other.ProcessorMicroseconds / run.ProcessorMicroseconds));
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: {result.PerSecond:N0}/s, {result.ProcessorMicroseconds:N0} µs of processor time, ratios {ratio:N2} and {processorRatio:N2}"));
        rows.Add((name, result, ratio, processorRatio, aim));
    }

    /// <summary>Exit code 1: an aim was missed.</summary>
    public int Print()
    {
        Console.WriteLine("| | a second | p50 ms | p99 ms | processor time µs | ratio | ratio of processor time | aim |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (name, result, ratio, processorRatio, aim) in rows)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {result.PerSecond:N0} | {result.MedianMilliseconds:N2} | {result.P99Milliseconds:N2} | {result.ProcessorMicroseconds:N0} | {ratio:N2} | {processorRatio:N2} | {aim:N2} |"));
        }

        var isMet = rows.All(row => row.Aim is not { } aim || row.Ratio >= aim);
        var summary = new
        {
            name = "services",
            areAimsMet = isMet,
            rows = rows.Select(row => new
            {
                row.Name,
                perSecond = Math.Round(row.Result.PerSecond, 1),
                p50Milliseconds = Rounded(row.Result.MedianMilliseconds),
                p99Milliseconds = Rounded(row.Result.P99Milliseconds),
                ratio = Rounded(row.Ratio),
                processorMicroseconds = Math.Round(row.Result.ProcessorMicroseconds, 1),
                processorRatio = Rounded(row.ProcessorRatio),
                row.Aim,
            }),
        };
        Console.WriteLine("RESULT " + JsonSerializer.Serialize(summary, JsonSerializerOptions.Web));
        return isMet ? 0 : 1;
    }

    private static double? Rounded(double? figure) => figure is { } value ? Math.Round(value, 3) : null;

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return ordered[ordered.Count / 2];
    }
}
