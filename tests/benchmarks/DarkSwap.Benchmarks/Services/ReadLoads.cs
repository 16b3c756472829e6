namespace DarkSwap.Benchmarks.Services;

/// <summary>GET through the gateway with all its policies, beside a bare YARP before the same service and the service itself.</summary>
internal sealed class ReadLoads(ServicesStage stage, BenchmarkUser user)
{
    private const int Connections = 16;

    private const int WarmUpRequests = 10_000;
    private const int Page = 50;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    public async Task MeasureAsync(int rounds, ServicesReport report, CancellationToken cancellationToken)
    {
        var gateway = stage.First.AddressOf("gateway");
        var service = stage.First.AddressOf("orderbook");
        var orderId = string.Empty;
        for (var placed = 0; placed < Page; placed++)
        {
            orderId = await user.PlaceAsync(gateway, cancellationToken);
        }

        foreach (var (name, path, token) in new (string, string, string?)[]
        {
            ("one order", $"/api/v1/orders/{orderId}", null),
            ("one order, with a user's token", $"/api/v1/orders/{orderId}", user.Token),
            ("a page of 50 orders", $"/api/v1/orders?limit={Page}", null),
        })
        {
            foreach (var address in new[] { service, stage.BareProxy, gateway })
            {
                await HttpLoad.WarmUpAsync(address, RawRequests.Get(address, path, token), WarmUpRequests, Connections, cancellationToken);
            }

            var results = await Turns.TakeAsync(warmUps: 1, rounds, Load(service), Load(stage.BareProxy), Load(gateway));
            report.Add($"GET {name}, the service itself", results[0], results[1]);
            report.Add($"GET {name}, bare YARP", results[1]);
            report.Add($"GET {name}, gateway", results[2], results[1], aim: 0.9);

            Func<Task<LoadResult>> Load(Uri address) =>
                () => HttpLoad.RepeatAsync(address, RawRequests.Get(address, path, token), Connections, Duration, cancellationToken);
        }
    }
}
