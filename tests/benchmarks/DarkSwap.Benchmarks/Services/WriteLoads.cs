using DarkSwap.Benchmarks.Measurement;
using Npgsql;

namespace DarkSwap.Benchmarks.Services;

/// <summary><c>POST /orders/signed</c> through the gateway to stored and published, beside raw inserts of the same rows.</summary>
internal sealed class WriteLoads(ServicesStage stage, IReadOnlyList<BenchmarkUser> users, RawInserts raw)
{
    public const int MaximumClients = 64;

    private static readonly (int Clients, int Orders)[] Loads = [(1, 300), (16, 3_000), (MaximumClients, 6_000)];

    public async Task MeasureAsync(int rounds, ServicesReport report, CancellationToken cancellationToken)
    {
        var gateway = stage.First.AddressOf("gateway");
        foreach (var (clients, orders) in Loads)
        {
            var (stored, published, inserted) = (new List<LoadResult>(), new List<LoadResult>(), new List<LoadResult>());
            for (var round = 0; round < rounds; round++)
            {
                var requests = users.Take(clients).Select(user => user.MakeOrders(gateway, orders / clients)).ToList();
                var processorTime = FamilyProcessorTime.Now();
                var start = TimeProvider.System.GetTimestamp();
                var load = await HttpLoad.DrainAsync(gateway, requests, cancellationToken);
                await UntilPublishedAsync(cancellationToken);
                stored.Add(load);
                published.Add(load with { Elapsed = TimeProvider.System.GetElapsedTime(start), ProcessorTime = FamilyProcessorTime.Now() - processorTime });
                inserted.Add(await raw.RunAsync(clients, load.Operations, cancellationToken));
            }

            var name = clients == 1 ? "1 client" : $"{clients} clients";
            report.Add($"raw inserts of an order's {raw.RowsPerOrder} rows, {name}", inserted);
            report.Add($"POST /orders/signed to stored, {name}", stored, inserted);
            report.Add($"POST /orders/signed to stored and published, {name}", published, inserted, aim: 0.5);
        }
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
}
