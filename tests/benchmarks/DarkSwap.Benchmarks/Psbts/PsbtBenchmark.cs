using System.Globalization;
using System.Text.Json;
using DarkSwap.Benchmarks.Measurement;
using DarkSwap.Bitcoin.Psbts;

namespace DarkSwap.Benchmarks.Psbts;

/// <summary>PSBTs against bitcoinjs-lib with tiny-secp256k1: both in turn, several rounds in one run, per second of processor time.</summary>
internal static class PsbtBenchmark
{
    private const int Rounds = 3;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(string peers, CancellationToken cancellationToken)
    {
        var script = Path.Combine(peers, "psbt.mjs");
        List<(PsbtBenchmarkCase Case, double Ours, double Theirs)> rows = [];
        foreach (var benchmark in Cases())
        {
            List<double> ours = [];
            List<double> theirs = [];
            var request = new { Operation = benchmark.PeerOperation, Psbt = Convert.ToBase64String(benchmark.Psbt), Milliseconds = Duration.TotalMilliseconds };
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(CpuMeasurement.Of(benchmark.Operation, Duration).PerCpuSecond);
                theirs.Add((await NodePeer.MeasureAsync(script, request, cancellationToken)).PerCpuSecond);
            }

            rows.Add((benchmark, Median(ours), Median(theirs)));
        }

        return Report(rows);
    }

    private static IEnumerable<PsbtBenchmarkCase> Cases()
    {
        var small = PsbtSamples.Create(2, 2, isSigned: false).ToArray();
        var large = PsbtSamples.Create(200, 200, isSigned: false).ToArray();
        var signed = PsbtSamples.Create(2, 2, isSigned: true).ToArray();
        yield return new("parse and serialize, 2 inputs and 2 outputs", small, () => RoundTrip(small), "roundTrip", null, 10);
        yield return new("the same with every field decoded", small, () => RoundTripDecoded(small), "roundTrip", null, 10);
        yield return new("parse and serialize, 200 inputs and 200 outputs", large, () => RoundTrip(large), "roundTrip", null, 10);
        yield return new("the same with every field decoded", large, () => RoundTripDecoded(large), "roundTrip", null, 10);
        yield return new("parse a swap and verify its P2TR and P2WPKH signatures", signed, () => Verify(signed), "verify", 5_000, null);
    }

    private static void RoundTrip(byte[] bytes) => Require(Psbt.Parse(bytes).ToArray().Length == bytes.Length);

    private static void RoundTripDecoded(byte[] bytes)
    {
        var psbt = Psbt.Parse(bytes);
        foreach (var input in psbt.Inputs)
        {
            Require(input.SpentOutput is not null && (input.PreviousTransaction is not null || input.TaprootInternalKey is not null) && !input.IsFinalized);
        }

        Require(psbt.ToArray().Length == bytes.Length);
    }

    private static void Verify(byte[] bytes) => Require(PsbtChecks.Check(Psbt.Parse(bytes), PsbtCheckOptions.Default) is null);

    private static void Require(bool isTrue)
    {
        if (!isTrue)
        {
            throw new InvalidOperationException("The measured operation didn't do its work.");
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static int Report(List<(PsbtBenchmarkCase Case, double Ours, double Theirs)> rows)
    {
        Console.WriteLine("| operations per second of processor time | DarkSwap | bitcoinjs-lib 7 | ratio | aim |");
        Console.WriteLine("|---|---:|---:|---:|---|");
        foreach (var (benchmark, ours, theirs) in rows)
        {
            var aim = benchmark.AimRatio is { } ratio ? $"{ratio:N0} times" : $"{benchmark.AimPerCpuSecond:N0}";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {benchmark.Name} | {ours:N0} | {theirs:N0} | {ours / theirs:N1} | {aim} |"));
        }

        var isMet = rows.All(row => row.Ours / row.Theirs >= (row.Case.AimRatio ?? 0) && row.Ours >= (row.Case.AimPerCpuSecond ?? 0));
        var result = new
        {
            name = "psbt",
            areAimsMet = isMet,
            rows = rows.Select(row => new { row.Case.Name, bytes = row.Case.Psbt.Length, ours = Math.Round(row.Ours), theirs = Math.Round(row.Theirs), ratio = Math.Round(row.Ours / row.Theirs, 2) }),
        };
        Console.WriteLine("RESULT " + JsonSerializer.Serialize(result, JsonSerializerOptions.Web));
        return isMet ? 0 : 1;
    }
}
