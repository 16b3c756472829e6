using System.Diagnostics;
using System.Text.Json;
using DarkSwap.Benchmarks.Measurement;
using DarkSwap.Testing.Processes;

namespace DarkSwap.Benchmarks.Services;

/// <summary>How long an order takes from the first node's gateway into the second node's book.</summary>
internal static class Propagation
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Between two looks; without it the looking would take the processors that the order needs on its way.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>One after the other; the second node's order book is asked again and again, so the figures include an answer of it and up to a pause.</summary>
    public static async Task<LoadResult> MeasureAsync(ProcessStack first, ProcessStack second, BenchmarkUser user, int orders, CancellationToken cancellationToken)
    {
        var gateway = first.AddressOf("gateway");
        var book = second.AddressOf("orderbook");
        using var writer = new RawHttpConnection(gateway);
        using var reader = new RawHttpConnection(book);
        await writer.ConnectAsync(cancellationToken);
        await reader.ConnectAsync(cancellationToken);
        var latencies = new List<TimeSpan>();
        var processorTime = FamilyProcessorTime.Now();
        var start = Stopwatch.GetTimestamp();
        for (var number = 0; number < orders; number++)
        {
            var (orderId, body) = user.MakeOrder();
            var post = RawRequests.Post(gateway, "/api/v1/orders/signed", user.Token, JsonSerializer.SerializeToUtf8Bytes(body));
            var get = RawRequests.Get(book, $"/api/v1/orders/{orderId}");
            var sent = Stopwatch.GetTimestamp();
            var posting = writer.ExchangeAsync(post, cancellationToken);
            while (await reader.ExchangeAsync(get, cancellationToken) != 200)
            {
                if (Stopwatch.GetElapsedTime(sent) > Limit)
                {
                    throw new TimeoutException($"Order {orderId} did not reach the second node; posting it answered {await posting}.");
                }

                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }

            latencies.Add(Stopwatch.GetElapsedTime(sent));
            await posting;
        }

        return new LoadResult(orders, Stopwatch.GetElapsedTime(start), FamilyProcessorTime.Now() - processorTime, latencies);
    }
}
