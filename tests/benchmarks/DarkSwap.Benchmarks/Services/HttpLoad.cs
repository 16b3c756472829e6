using System.Collections.Concurrent;
using System.Diagnostics;
using DarkSwap.Benchmarks.Measurement;

namespace DarkSwap.Benchmarks.Services;

/// <summary>Several connections, each of which asks again as soon as it has its answer.</summary>
internal static class HttpLoad
{
    /// <summary>One request as often as it takes until the runtime has compiled what is hot, with what it learned: that goes by calls, not by time.</summary>
    public static async Task WarmUpAsync(Uri address, ReadOnlyMemory<byte> request, int requests, int connections, CancellationToken cancellationToken)
    {
        var left = requests;
        await RunAsync(address, _ => Interlocked.Decrement(ref left) >= 0 ? request : (ReadOnlyMemory<byte>?)null, connections, status => status == 200, cancellationToken);
    }

    /// <summary>One request, again and again.</summary>
    public static async Task<LoadResult> RepeatAsync(Uri address, ReadOnlyMemory<byte> request, int connections, TimeSpan duration, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        return await RunAsync(address, _ => Stopwatch.GetElapsedTime(start) < duration ? request : (ReadOnlyMemory<byte>?)null, connections, status => status == 200, cancellationToken);
    }

    /// <summary>Each request once; a connection takes those of its own client.</summary>
    public static Task<LoadResult> DrainAsync(Uri address, IReadOnlyList<ConcurrentQueue<byte[]>> requests, CancellationToken cancellationToken) => RunAsync(
        address, client => requests[client].TryDequeue(out var request) ? request : (ReadOnlyMemory<byte>?)null, requests.Count, status => status == 201, cancellationToken);

    private static async Task<LoadResult> RunAsync(
        Uri address, Func<int, ReadOnlyMemory<byte>?> next, int connections, Func<int, bool> isExpected, CancellationToken cancellationToken)
    {
        var open = new List<RawHttpConnection>();
        try
        {
            for (var index = 0; index < connections; index++)
            {
                open.Add(new RawHttpConnection(address));
                await open[index].ConnectAsync(cancellationToken);
            }

            var processorTime = FamilyProcessorTime.Now();
            var start = Stopwatch.GetTimestamp();
            var latencies = await Task.WhenAll(open.Select((connection, client) => Task.Run(() => WorkAsync(connection, client), cancellationToken)));
            var elapsed = Stopwatch.GetElapsedTime(start);
            return new LoadResult(latencies.Sum(list => list.Count), elapsed, FamilyProcessorTime.Now() - processorTime, [.. latencies.SelectMany(list => list)]);
        }
        finally
        {
            open.ForEach(connection => connection.Dispose());
        }

        async Task<List<TimeSpan>> WorkAsync(RawHttpConnection connection, int client)
        {
            var latencies = new List<TimeSpan>();
            while (next(client) is { } request)
            {
                var sent = Stopwatch.GetTimestamp();
                var status = await connection.ExchangeAsync(request, cancellationToken);
                latencies.Add(Stopwatch.GetElapsedTime(sent));
                if (!isExpected(status))
                {
                    throw new InvalidOperationException($"{address} answered {status}.");
                }
            }

            return latencies;
        }
    }
}
