using System.Diagnostics;
using System.Globalization;
using DarkSwap.Benchmarks.Measurement;
using Npgsql;

namespace DarkSwap.Benchmarks.Services;

/// <summary>
/// <c>POST /orders/signed</c> through the gateway to stored and published, beside raw inserts of the same rows. Each load begins when all processes rest, so that
/// none pays for what another left behind.
/// </summary>
internal sealed class WriteLoads(ServicesStage stage, IReadOnlyList<BenchmarkUser> users, RawInserts raw)
{
    public const int MaximumClients = 64;

    /// <summary>Both sides run this many before anything counts, so that all methods are compiled.</summary>
    private const int WarmingOrders = 24_000;
    private const int WarmingClients = MaximumClients;
    private const int WarmingRounds = 8;
    private static readonly TimeSpan QuietInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan QuietLimit = TimeSpan.FromMinutes(1);
    private static readonly (int Clients, int Orders)[] Loads = [(1, 300), (16, 3_000), (MaximumClients, 6_000)];

    /// <summary>Can be fewer for a quick look.</summary>
    private static readonly string[] Wanted = (Environment.GetEnvironmentVariable("BENCHMARK_CLIENTS") ?? "1,16,64").Split(',');

    public async Task MeasureAsync(int rounds, ServicesReport report, CancellationToken cancellationToken)
    {
        for (var round = 0; round < WarmingRounds; round++)
        {
            await StoreAsync(WarmingClients, WarmingOrders / WarmingRounds, cancellationToken);
        }

        await raw.RunAsync(WarmingClients, WarmingOrders, cancellationToken);
        foreach (var (clients, orders) in Loads.Where(load => Wanted.Contains(load.Clients.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal)))
        {
            var (stored, published, inserted) = (new List<LoadResult>(), new List<LoadResult>(), new List<LoadResult>());
            for (var round = 0; round < rounds; round++)
            {
                var (load, whole) = await StoreAsync(clients, orders, cancellationToken);
                stored.Add(load);
                published.Add(whole);
                await UntilQuietAsync(cancellationToken);
                inserted.Add(await raw.RunAsync(clients, load.Operations, cancellationToken));
            }

            var name = clients == 1 ? "1 client" : $"{clients} clients";
            report.Add($"raw inserts of an order's {raw.RowsPerOrder} rows, {name}", inserted);
            report.Add($"POST /orders/signed to stored, {name}", stored, inserted);
            report.Add($"POST /orders/signed to stored and published, {name}", published, inserted, aim: 0.5);
        }
    }

    private async Task<(LoadResult Stored, LoadResult Published)> StoreAsync(int clients, int orders, CancellationToken cancellationToken)
    {
        var gateway = stage.First.AddressOf("gateway");
        var requests = users.Take(clients).Select(user => user.MakeOrders(gateway, orders / clients)).ToList();
        await UntilQuietAsync(cancellationToken);
        var before = FamilyProcessorTime.ByProgram();
        var start = Stopwatch.GetTimestamp();
        var load = await HttpLoad.DrainAsync(gateway, requests, cancellationToken);
        await UntilPublishedAsync(cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var after = FamilyProcessorTime.ByProgram();
        await Console.Error.WriteLineAsync($"  {clients} clients, µs of processor time an order: {FamilyProcessorTime.Describe(before, after, load.Operations)}");
        return (load, load with { Elapsed = elapsed, ProcessorTime = FamilyProcessorTime.Sum(after) - FamilyProcessorTime.Sum(before) });
    }

    /// <summary>Nothing waits in the order book's outbox any more.</summary>
    private async Task UntilPublishedAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(stage.First.Database);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT 1 FROM orderbook.outbox_messages)", connection);
        while (await command.ExecuteScalarAsync(cancellationToken) is true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>What follows from earlier load is done on both nodes: all processes together take less than a quarter of a processor.</summary>
    private static async Task UntilQuietAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var used = FamilyProcessorTime.Now();
        while (true)
        {
            await Task.Delay(QuietInterval, TimeProvider.System, cancellationToken);
            var now = FamilyProcessorTime.Now();
            if (now - used < QuietInterval / 4)
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(start) > QuietLimit)
            {
                throw new TimeoutException("The services do not come to rest.");
            }

            used = now;
        }
    }
}
