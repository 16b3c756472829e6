namespace DarkSwap.Benchmarks.Libp2p;

/// <summary>Two processes with one connection between them, and what is measured on it.</summary>
internal sealed class PairMeasurement(Stack stack, PeerProcess listener, PeerProcess dialer, Workload workload) : IAsyncDisposable
{
    private const int Concurrency = 16;
    private const double BytesOfMegabyte = 1_000_000;
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(2);

    private string address = string.Empty;

    public static async Task<PairMeasurement> StartAsync(Stack stack, Func<PeerProcess> start, Workload workload, CancellationToken cancellationToken)
    {
        var pair = new PairMeasurement(stack, start(), start(), workload);
        pair.address = (await pair.AskListenerAsync("listen", cancellationToken)).Address!;
        await pair.AskDialerAsync("connect", 0, cancellationToken);
        return pair;
    }

    /// <summary>Everything once or more, so that methods are compiled and windows have grown.</summary>
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        for (var count = 0; count < 3; count++)
        {
            await AskDialerAsync("upload", workload.Bytes / 4, cancellationToken);
            await AskDialerAsync("download", workload.Bytes / 4, cancellationToken);
            await AskDialerAsync("roundTrips", workload.RoundTrips, cancellationToken);
            if (!stack.IsBare)
            {
                await AskDialerAsync("streams", workload.Streams / 2, cancellationToken);
                await AskDialerAsync("dials", workload.Dials / 2, cancellationToken);
            }
        }
    }

    /// <summary>What a connection that is only kept costs the listener.</summary>
    public async Task<double> MeasureIdleBytesAsync(CancellationToken cancellationToken)
    {
        await AskDialerAsync("idle", workload.IdleConnections / 10, cancellationToken);
        var before = await SettledMemoryAsync(cancellationToken);
        await AskDialerAsync("idle", workload.IdleConnections, cancellationToken);
        return (await SettledMemoryAsync(cancellationToken) - before) / workload.IdleConnections;
    }

    public async Task<Figures> MeasureAsync(CancellationToken cancellationToken)
    {
        var allocatedBefore = await AllocatedBytesAsync(cancellationToken);
        var (upload, uploadProcessor) = await MeasureAsync(() => AskDialerAsync("upload", workload.Bytes, cancellationToken), cancellationToken);
        var (download, downloadProcessor) = await MeasureAsync(() => AskDialerAsync("download", workload.Bytes, cancellationToken), cancellationToken);
        var allocated = await AllocatedBytesAsync(cancellationToken) - allocatedBefore;
        var roundTrips = await AskDialerAsync("roundTrips", workload.RoundTrips, cancellationToken);
        var megabytes = workload.Bytes / BytesOfMegabyte;
        var figures = new Figures
        {
            Upload = megabytes / upload.Seconds,
            Download = megabytes / download.Seconds,
            UploadProcessor = uploadProcessor / megabytes,
            DownloadProcessor = downloadProcessor / megabytes,
            Allocated = allocated > 0 ? allocated / (2 * megabytes) : null,
            RoundTripMedian = roundTrips.Median,
            RoundTripP99 = roundTrips.P99,
        };
        if (stack.IsBare)
        {
            return figures;
        }

        var (streams, streamProcessor) = await MeasureAsync(() => AskDialerAsync("streams", workload.Streams, cancellationToken), cancellationToken);
        var (dials, dialProcessor) = await MeasureAsync(() => AskDialerAsync("dials", workload.Dials, cancellationToken), cancellationToken);
        return figures with
        {
            Streams = workload.Streams / streams.Seconds,
            StreamProcessor = streamProcessor / workload.Streams,
            Dials = workload.Dials / dials.Seconds,
            DialProcessor = dialProcessor / workload.Dials,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await dialer.DisposeAsync();
        await listener.DisposeAsync();
    }

    private async Task<(PeerAnswer Answer, double ProcessorMicroseconds)> MeasureAsync(Func<Task<PeerAnswer>> action, CancellationToken cancellationToken)
    {
        var before = await ProcessorMicrosecondsAsync(cancellationToken);
        var answer = await action();
        return (answer, await ProcessorMicrosecondsAsync(cancellationToken) - before);
    }

    private async Task<double> ProcessorMicrosecondsAsync(CancellationToken cancellationToken) =>
        (await AskListenerAsync("usage", cancellationToken)).ProcessorMicroseconds + (await AskDialerAsync("usage", 0, cancellationToken)).ProcessorMicroseconds;

    private async Task<double> AllocatedBytesAsync(CancellationToken cancellationToken) =>
        (await AskListenerAsync("usage", cancellationToken)).AllocatedBytes + (await AskDialerAsync("usage", 0, cancellationToken)).AllocatedBytes;

    /// <summary>Resident memory of the listener once what follows a handshake is over.</summary>
    private async Task<double> SettledMemoryAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(SettlingTime, TimeProvider.System, cancellationToken);
        await AskListenerAsync("memory", cancellationToken);
        return (await AskListenerAsync("memory", cancellationToken)).Bytes;
    }

    private Task<PeerAnswer> AskListenerAsync(string command, CancellationToken cancellationToken) => listener.AskAsync(PeerRequest.For(stack, command), cancellationToken);

    private Task<PeerAnswer> AskDialerAsync(string command, long count, CancellationToken cancellationToken) =>
        dialer.AskAsync(PeerRequest.For(stack, command) with { Address = address, Count = count, Concurrency = Concurrency }, cancellationToken);
}
