using System.Globalization;

namespace DarkSwap.Fuzz.Tests.Engine;

/// <summary>Results as rows of docs/proofs.md, kept beside the test results and printed at the end of a run of the tests.</summary>
internal static class FuzzTable
{
    private const string Header = "| parser | inputs | accepted | seconds | slowest input, µs | largest allocation, KiB |\n|---|---|---|---|---|---|\n";
    private static readonly Lock Gate = new();

    internal static string Row(FuzzReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {report.Name} | {report.Inputs:N0} | {100.0 * report.Accepted / report.Inputs:0.0} % | {report.Elapsed.TotalSeconds:0.0} | {report.Slowest.TotalMicroseconds:N0} | {(report.LargestAllocation + 1023) / 1024} |");

    internal static void Add(FuzzReport report)
    {
        if (Environment.GetEnvironmentVariable("DARKSWAP_TEST_RESULTS") is not { Length: > 0 } folder)
        {
            return;
        }

        lock (Gate)
        {
            var path = Path.Combine(folder, "fuzz.table");
            File.AppendAllText(path, (File.Exists(path) ? string.Empty : Header) + Row(report) + "\n");
        }
    }
}
