using System.Globalization;

namespace DarkSwap.Benchmarks.Services;

/// <summary>The services as separate processes on one machine: what gateway, commits and bus cost beside the bare things. Taken in turn, several rounds, medians.</summary>
internal static class ServicesBenchmark
{
    private const string Get = "get";
    private const string Post = "post";
    private const string Propagated = "propagation";
    private const string Bus = "bus";
    private const int PropagatedOrders = 100;
    private const int WarmUpOrders = 600;

    /// <summary>Can be fewer for a quick look.</summary>
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("BENCHMARK_ROUNDS") ?? "5", CultureInfo.InvariantCulture);

    public static IReadOnlyList<string> Parts { get; } = [Get, Propagated, Post, Bus];

    /// <param name="parts">None: all.</param>
    public static async Task<int> RunAsync(IReadOnlyCollection<string> parts, CancellationToken cancellationToken)
    {
        await using var stage = await ServicesStage.StartAsync(cancellationToken);
        var users = new List<BenchmarkUser>();
        for (byte seed = 1; seed <= (Has(Post) ? WriteLoads.MaximumClients : 1); seed++)
        {
            users.Add(await BenchmarkUser.CreateAsync(stage.First, seed, stage.Coin, cancellationToken));
        }

        var report = new ServicesReport();
        var raw = new RawInserts(stage.First.Database);
        await raw.LearnAsync(() => users[0].PlaceAsync(stage.First.AddressOf("gateway"), cancellationToken), cancellationToken);
        if (Has(Get))
        {
            await new ReadLoads(stage, users[0]).MeasureAsync(Rounds, report, cancellationToken);
        }

        if (Has(Propagated))
        {
            // Gone before anything else is measured, which is one node's cost.
            await using var second = await stage.StartSecondAsync(cancellationToken);
            await Propagation.MeasureAsync(stage.First, second, users[0], WarmUpOrders, cancellationToken);
            report.Add("POST at one node to the order in the book of the other", [await Propagation.MeasureAsync(stage.First, second, users[0], PropagatedOrders, cancellationToken)]);
        }

        if (Has(Post))
        {
            await new WriteLoads(stage, users, raw).MeasureAsync(Rounds, report, cancellationToken);
        }

        if (Has(Bus))
        {
            await new BusLoads(stage, raw.Opened).MeasureAsync(Rounds, report, cancellationToken);
        }

        users.ForEach(user => user.Dispose());
        return report.Print();

        bool Has(string part) => parts.Count == 0 || parts.Contains(part);
    }
}
