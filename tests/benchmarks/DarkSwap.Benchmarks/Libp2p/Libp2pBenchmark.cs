using System.Globalization;

namespace DarkSwap.Benchmarks.Libp2p;

/// <summary>Our libp2p beside js-libp2p and bare sockets: two processes each, measured in turn, several rounds in one run, medians.</summary>
internal static class Libp2pBenchmark
{
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("BENCHMARK_ROUNDS") ?? "3", CultureInfo.InvariantCulture);
    private static readonly bool IsBesideJs = Environment.GetEnvironmentVariable("BENCHMARK_PEERS") != "ours";

    /// <param name="stacks">None: all.</param>
    public static async Task<int> RunAsync(string peers, IReadOnlyCollection<string> stacks, CancellationToken cancellationToken)
    {
        var report = new Libp2pReport();
        report.AddLimit("ChaCha20-Poly1305 alone, sealed and opened", RawCipher.Measure());
        report.AddLimit("bare TCP", (await MeasureAsync(Stack.BareTcp, [PeerProcess.StartOurs], cancellationToken))[0]);
        report.AddBareTls((await MeasureAsync(Stack.BareTls, [PeerProcess.StartOurs], cancellationToken))[0]);
        foreach (var stack in Stack.All.Where(stack => stacks.Count == 0 || stacks.Contains(stack.Name)))
        {
            var figures = await MeasureAsync(stack, IsBesideJs ? [PeerProcess.StartOurs, () => PeerProcess.StartJs(peers)] : [PeerProcess.StartOurs], cancellationToken);
            report.Add(stack, figures[0], figures.ElementAtOrDefault(1));
        }

        return report.Print();
    }

    /// <summary>One result for each implementation, measured in turn; ours is the first.</summary>
    private static async Task<IReadOnlyList<Figures>> MeasureAsync(Stack stack, IReadOnlyList<Func<PeerProcess>> implementations, CancellationToken cancellationToken)
    {
        var rounds = implementations.Select(_ => new List<Figures>()).ToList();
        var pairs = new List<PairMeasurement>();
        try
        {
            foreach (var implementation in implementations)
            {
                var pair = await PairMeasurement.StartAsync(stack, implementation, pairs.Count == 0 ? Workload.Ours : Workload.Js, cancellationToken);
                pairs.Add(pair);
                await pair.WarmUpAsync(cancellationToken);
            }

            for (var round = 0; round < Rounds; round++)
            {
                for (var index = 0; index < pairs.Count; index++)
                {
                    rounds[index].Add(await pairs[index].MeasureAsync(cancellationToken));
                }
            }

            for (var index = 0; index < pairs.Count; index++)
            {
                rounds[index].Add(new Figures { IdleBytes = await pairs[index].MeasureIdleBytesAsync(cancellationToken) });
            }
        }
        finally
        {
            foreach (var pair in pairs)
            {
                await pair.DisposeAsync();
            }
        }

        return [.. rounds.Select(Figures.MedianOf)];
    }
}
