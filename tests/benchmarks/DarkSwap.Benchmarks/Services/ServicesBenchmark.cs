using System.Globalization;
using System.Text.Json;
using DarkSwap.Benchmarks.Measurement;
using DarkSwap.Contracts.Orders;
using Npgsql;

namespace DarkSwap.Benchmarks.Services;

/// <summary>The services as separate processes on one machine: what gateway, commits and bus cost beside the bare things. Taken in turn, several rounds, medians.</summary>
internal static class ServicesBenchmark
{
    /// <summary>Can be fewer for a quick look.</summary>
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("BENCHMARK_ROUNDS") ?? "5", CultureInfo.InvariantCulture);

    private const int Connections = 16;
    private const int PropagatedOrders = 100;
    private const int LoneEvents = 2_000;
    private const int Batches = 64;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);
    private static readonly (int Clients, int Orders)[] Writes = [(1, 300), (16, 3_000), (64, 6_000)];

    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var stage = await ServicesStage.StartAsync(cancellationToken);
        var users = new List<BenchmarkUser>();
        for (byte seed = 1; seed <= Writes.Max(write => write.Clients); seed++)
        {
            users.Add(await BenchmarkUser.CreateAsync(stage.First, seed, stage.Coin, cancellationToken));
        }

        var report = new ServicesReport();
        var raw = new RawInserts(stage.First.Database);
        await raw.LearnAsync(() => PlaceAsync(stage, users[0], cancellationToken), cancellationToken);
        await MeasureWritesAsync(stage, users, raw, report, cancellationToken);
        await MeasureReadsAsync(stage, users[0], report, cancellationToken);
        report.Add("POST at one node to the order in the book of the other", await Propagation.MeasureAsync(stage, users[0], PropagatedOrders, cancellationToken));
        await MeasureBusAsync(stage, raw.Opened, report, cancellationToken);
        users.ForEach(user => user.Dispose());
        return report.Print();
    }

    private static async Task MeasureReadsAsync(ServicesStage stage, BenchmarkUser user, ServicesReport report, CancellationToken cancellationToken)
    {
        var gateway = stage.First.AddressOf("gateway");
        var service = stage.First.AddressOf("orderbook");
        var orderId = await PlaceAsync(stage, user, cancellationToken);
        foreach (var (name, path, token) in new (string, string, string?)[]
        {
            ("one order", $"/api/v1/orders/{orderId}", null),
            ("one order, with a user's token", $"/api/v1/orders/{orderId}", user.Token),
            ("a page of 50 orders", "/api/v1/orders?limit=50", null),
        })
        {
            var runs = new Dictionary<Uri, List<LoadResult>> { [service] = [], [stage.BareProxy] = [], [gateway] = [] };
            for (var round = 0; round <= Rounds; round++)
            {
                foreach (var (address, results) in runs)
                {
                    var result = await HttpLoad.RepeatAsync(address, RawRequests.Get(address, path, token), Connections, Duration, cancellationToken);
                    if (round > 0)
                    {
                        // The first round warms up.
                        results.Add(result);
                    }
                }
            }

            report.Add($"GET {name}, the service itself", LoadResult.MedianOf(runs[service]));
            var bare = LoadResult.MedianOf(runs[stage.BareProxy]);
            report.Add($"GET {name}, bare YARP", bare);
            report.Add($"GET {name}, gateway", LoadResult.MedianOf(runs[gateway]), bare, aim: 0.9);
        }
    }

    private static async Task MeasureWritesAsync(ServicesStage stage, List<BenchmarkUser> users, RawInserts raw, ServicesReport report, CancellationToken cancellationToken)
    {
        var gateway = stage.First.AddressOf("gateway");
        foreach (var (clients, orders) in Writes)
        {
            var (stored, published, inserted) = (new List<LoadResult>(), new List<LoadResult>(), new List<LoadResult>());
            for (var round = 0; round < Rounds; round++)
            {
                var requests = users.Take(clients).Select(user => user.MakeOrders(gateway, orders / clients)).ToList();
                var processorTime = FamilyProcessorTime.Now();
                var start = TimeProvider.System.GetTimestamp();
                var load = await HttpLoad.DrainAsync(gateway, requests, cancellationToken);
                await UntilPublishedAsync(stage, cancellationToken);
                stored.Add(load);
                published.Add(load with { Elapsed = TimeProvider.System.GetElapsedTime(start), ProcessorTime = FamilyProcessorTime.Now() - processorTime });
                inserted.Add(await raw.RunAsync(clients, load.Operations, cancellationToken));
            }

            var name = clients == 1 ? "1 client" : $"{clients} clients";
            var beside = LoadResult.MedianOf(inserted);
            report.Add($"raw inserts of an order's {raw.RowsPerOrder} rows, {name}", beside);
            report.Add($"POST /orders/signed to stored, {name}", LoadResult.MedianOf(stored), beside);
            report.Add($"POST /orders/signed to stored and published, {name}", LoadResult.MedianOf(published), beside, aim: 0.5);
        }
    }

    private static async Task MeasureBusAsync(ServicesStage stage, OrderOpened sample, ServicesReport report, CancellationToken cancellationToken)
    {
        var bus = new BusThroughput(stage, sample);
        var (lone, rawLone, batched, rawBatched) = (new List<LoadResult>(), new List<LoadResult>(), new List<LoadResult>(), new List<LoadResult>());
        for (var round = 0; round < Rounds; round++)
        {
            lone.Add(await bus.MeasureLoneAsync(LoneEvents, cancellationToken));
            rawLone.Add(await RawBroker.MeasureAsync(stage.RawBroker, bus.LoneBody, LoneEvents, 1, cancellationToken));
            batched.Add(await bus.MeasureBatchesAsync(Batches, cancellationToken));
            rawBatched.Add(await RawBroker.MeasureAsync(stage.RawBroker, bus.BatchBody, Batches, BusThroughput.EventsPerBatch, cancellationToken));
        }

        report.Add("events, a message each, raw RabbitMQ", LoadResult.MedianOf(rawLone));
        report.Add("events, a message each, outbox to consumed", LoadResult.MedianOf(lone), LoadResult.MedianOf(rawLone));
        report.Add($"events, {BusThroughput.EventsPerBatch} a message, raw RabbitMQ", LoadResult.MedianOf(rawBatched));
        report.Add($"events, {BusThroughput.EventsPerBatch} a message, outbox to consumed", LoadResult.MedianOf(batched), LoadResult.MedianOf(rawBatched), aim: 0.5);
    }

    private static async Task<string> PlaceAsync(ServicesStage stage, BenchmarkUser user, CancellationToken cancellationToken)
    {
        var gateway = stage.First.AddressOf("gateway");
        var (orderId, body) = user.MakeOrder();
        using var connection = new RawHttpConnection(gateway);
        await connection.ConnectAsync(cancellationToken);
        var status = await connection.ExchangeAsync(RawRequests.Post(gateway, "/api/v1/orders/signed", user.Token, JsonSerializer.SerializeToUtf8Bytes(body)), cancellationToken);
        return status == 201 ? orderId : throw new InvalidOperationException($"An order was answered {status.ToString(CultureInfo.InvariantCulture)}.");
    }

    /// <summary>Nothing waits in the order book's outbox any more.</summary>
    private static async Task UntilPublishedAsync(ServicesStage stage, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(stage.First.Database);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT 1 FROM orderbook.outbox_messages)", connection);
        while (await command.ExecuteScalarAsync(cancellationToken) is true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }
    }
}
