using System.Diagnostics;
using System.Text.Json;

namespace DarkSwap.Benchmarks.Libp2p;

/// <summary>One end in a process of its own: reads commands from standard input until it ends, one line of JSON each, and answers each with one.</summary>
internal sealed class PeerProgram : IAsyncDisposable
{
    private IEndpoint? endpoint;

    private IEndpoint Endpoint => endpoint ?? throw new InvalidOperationException("Listen or connect first.");

    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var program = new PeerProgram();
        while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
        {
            PeerAnswer answer;
            try
            {
                answer = await program.AnswerAsync(JsonSerializer.Deserialize<PeerRequest>(line, JsonSerializerOptions.Web)!, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or TimeoutException or InvalidOperationException)
            {
                answer = new PeerAnswer { Error = exception.ToString() };
            }

            Console.WriteLine(JsonSerializer.Serialize(answer, JsonSerializerOptions.Web));
        }

        return 0;
    }

    public ValueTask DisposeAsync() => endpoint?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<PeerAnswer> AnswerAsync(PeerRequest request, CancellationToken cancellationToken)
    {
        switch (request.Command)
        {
            case "listen":
                endpoint = Create(request);
                return new PeerAnswer { Address = await endpoint.ListenAsync(cancellationToken) };
            case "connect":
                endpoint = Create(request);
                await endpoint.ConnectAsync(request.Address, cancellationToken);
                return new PeerAnswer();
            case "upload":
                return await TimeAsync(() => OnStreamAsync(stream => BenchmarkProtocol.UploadAsync(stream, request.Count, cancellationToken), cancellationToken));
            case "download":
                return await TimeAsync(() => OnStreamAsync(stream => BenchmarkProtocol.DownloadAsync(stream, request.Count, cancellationToken), cancellationToken));
            case "roundTrips":
                var times = await Endpoint.WithStreamAsync(stream => BenchmarkProtocol.MeasureRoundTripsAsync(stream, request.Count, cancellationToken), cancellationToken);
                Array.Sort(times);
                return new PeerAnswer { Median = times[times.Length / 2], P99 = times[(int)(times.Length * 0.99)] };
            case "streams":
                return await TimeAsync(() => OpenStreamsAsync(request, cancellationToken));
            case "dials":
                return await TimeAsync(() => RepeatAsync(request.Count, () => Endpoint.DialOnceAsync(request.Address, cancellationToken)));
            case "idle":
                return await TimeAsync(() => RepeatAsync(request.Count, () => Endpoint.AddIdleAsync(request.Address, cancellationToken)));
            case "usage":
                return new PeerAnswer { ProcessorMicroseconds = Environment.CpuUsage.TotalTime.TotalMicroseconds, AllocatedBytes = GC.GetTotalAllocatedBytes(precise: true) };
            case "memory":
                return new PeerAnswer { Bytes = MeasureMemory() };
            default:
                throw new InvalidOperationException($"There is no command {request.Command}.");
        }
    }

    private static IEndpoint Create(PeerRequest request)
    {
        var stack = new Stack(request.Transport, request.Security, request.Muxer);
        return stack.IsBare ? new BareEndpoint(stack.Security.Length > 0) : new HostEndpoint(stack);
    }

    private static async Task<PeerAnswer> TimeAsync(Func<Task> action)
    {
        var start = Stopwatch.GetTimestamp();
        await action();
        return new PeerAnswer { Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds };
    }

    private static async Task RepeatAsync(long count, Func<Task> action)
    {
        for (; count > 0; count--)
        {
            await action();
        }
    }

    /// <summary>Resident memory after a full collection that gives back what it can.</summary>
    private static long MeasureMemory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private Task OnStreamAsync(Func<Stream, Task> action, CancellationToken cancellationToken) => Endpoint.WithStreamAsync(
        async stream =>
        {
            await action(stream);
            return true;
        },
        cancellationToken);

    private async Task OpenStreamsAsync(PeerRequest request, CancellationToken cancellationToken)
    {
        var left = request.Count;
        await Task.WhenAll(Enumerable.Range(0, request.Concurrency).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await OnStreamAsync(stream => BenchmarkProtocol.EchoOnceAsync(stream, cancellationToken), cancellationToken);
            }
        }));
    }
}
