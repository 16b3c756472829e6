using System.Buffers;
using System.Threading.Channels;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>Drives a <see cref="YamuxCore"/> over a stream: a reading loop, a writing loop and one timer around one short lock.</summary>
internal sealed class YamuxMuxer : IMuxer
{
    internal const string ProtocolId = "/yamux/1.0.0";

    /// <summary>Bytes gathered for one write; more waiting streams than that take turns.</summary>
    private const int WriteLength = 64 * 1024;
    private const int ReadLength = 64 * 1024;

    /// <summary>How long a session that is over waits for its last bytes.</summary>
    private static readonly TimeSpan FinishTime = TimeSpan.FromMilliseconds(500);

    private readonly Lock gate = new();
    private readonly Stream stream;
    private readonly TimeProvider timeProvider;
    private readonly YamuxCore core;
    private readonly Channel<MuxedStream> inbound;
    private readonly AsyncSignal outputReady = new();
    private readonly SemaphoreSlim openTurn = new(1, 1);
    private readonly AsyncSignal openReady = new();
    private readonly CancellationTokenSource ending = new();
    private readonly ITimer timer;
    private MonotonicTime? armedFor;
    private long bytesReceived;
    private long bytesSent;
    private string? endReason;

    internal YamuxMuxer(Stream stream, bool isClient, YamuxOptions options, TimeProvider timeProvider)
    {
        this.stream = stream;
        this.timeProvider = timeProvider;
        core = new YamuxCore(isClient, options, Now);
        inbound = Channel.CreateBounded<MuxedStream>(new BoundedChannelOptions(options.MaximumInboundStreams) { SingleWriter = true });
        timer = timeProvider.CreateTimer(static state => ((YamuxMuxer)state!).HandleTimeout(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Completion = Task.Run(RunAsync);
    }

    public TimeSpan? RoundTripTime
    {
        get
        {
            lock (gate)
            {
                return core.RoundTrip;
            }
        }
    }

    public long BytesReceived => Interlocked.Read(ref bytesReceived);

    public long BytesSent => Interlocked.Read(ref bytesSent);

    public int StreamCount
    {
        get
        {
            lock (gate)
            {
                return core.StreamCount;
            }
        }
    }

    public Task<string> Completion { get; }

    private MonotonicTime Now => MonotonicTime.Now(timeProvider);

    public async ValueTask<MuxedStream> OpenAsync(CancellationToken cancellationToken)
    {
        await openTurn.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                lock (gate)
                {
                    if (core.IsOver || core.IsGoingAway || core.HasRemoteGoneAway)
                    {
                        throw new IOException($"No stream can be opened: {endReason ?? "the connection is closing"}.");
                    }

                    if (core.TryOpenStream(Now) is { } state)
                    {
                        return Adopt(state);
                    }
                }

                await openReady.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            openTurn.Release();
            outputReady.Set();
        }
    }

    public async ValueTask<MuxedStream?> AcceptAsync(CancellationToken cancellationToken) =>
        await inbound.Reader.WaitToReadAsync(cancellationToken) && inbound.Reader.TryRead(out var next) ? next : null;

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            core.GoAway();
        }

        outputReady.Set();
        await ((Task)Completion).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Abort("closed");
        await Completion;
    }

    public void Abort(string reason)
    {
        Interlocked.CompareExchange(ref endReason, reason, null);
        ending.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        Abort("closed");
        await Completion;
    }

    internal YamuxReadStatus Read(YamuxCoreStream state, Span<byte> destination, out int count)
    {
        YamuxReadStatus status;
        lock (gate)
        {
            status = core.Read(state, destination, Now, out count);
        }

        if (count > 0)
        {
            outputReady.Set();
        }

        return status;
    }

    internal int Write(YamuxCoreStream state, ReadOnlySpan<byte> data)
    {
        int count;
        lock (gate)
        {
            if (state.IsReset)
            {
                throw CreateResetException();
            }

            if (state.IsFinishPending || state.IsFinishSent)
            {
                throw new InvalidOperationException("Our direction of this stream is closed.");
            }

            count = core.Write(state, data);
        }

        outputReady.Set();
        return count;
    }

    internal void CloseWrite(YamuxCoreStream state) => Change(state, static (core, state, _) => core.CloseWrite(state));

    internal void Reset(YamuxCoreStream state) => Change(state, static (core, state, _) => core.Reset(state));

    internal void Abandon(YamuxCoreStream state) => Change(state, static (core, state, now) => core.Abandon(state, now));

    internal IOException CreateResetException() => new(endReason is { } reason ? $"The connection ended: {reason}." : "The stream was reset.");

    private void Change(YamuxCoreStream state, Action<YamuxCore, YamuxCoreStream, MonotonicTime> change)
    {
        lock (gate)
        {
            change(core, state, Now);
            HandleEvents();
            ArmTimer();
        }

        outputReady.Set();
    }

    private async Task<string> RunAsync()
    {
        HandleTimeout();
        var reading = ReadLoopAsync(ending.Token);
        var writing = WriteLoopAsync(ending.Token);
        await Task.WhenAny(reading, writing);
        await FinishAsync(reading, writing);
        await ending.CancelAsync();
        var reason = endReason ?? await ReasonOfAsync(reading) ?? await ReasonOfAsync(writing) ?? "closed";
        await ReasonOfAsync(reading);
        await ReasonOfAsync(writing);
        Interlocked.CompareExchange(ref endReason, reason, null);
        lock (gate)
        {
            core.Terminate();
            HandleEvents();
        }

        openReady.Set();
        inbound.Writer.TryComplete();
        await timer.DisposeAsync();
        await stream.DisposeAsync();
        return endReason;
    }

    /// <summary>Lets a goodbye with its reason go out, and lets the peer answer ours by closing, so that nothing on its way is lost; both for a bounded time.</summary>
    private async Task FinishAsync(Task reading, Task writing)
    {
        outputReady.Set();
        var isFlushing = core.IsOver && !writing.IsCompleted;
        var isAwaitingPeer = writing.IsCompletedSuccessfully && !core.HasRemoteGoneAway;
        if (isFlushing || isAwaitingPeer)
        {
            await Task.WhenAny(isFlushing ? writing : reading, Task.Delay(FinishTime, timeProvider, ending.Token));
        }
    }

    private async Task ReadLoopAsync(CancellationToken cancellationToken)
    {
        while (!core.IsOver)
        {
#pragma warning disable CA2022 // Reads nothing: it waits until something can be read, so that an idle connection holds no buffer.
            await stream.ReadAsync(Memory<byte>.Empty, cancellationToken);
#pragma warning restore CA2022
            var buffer = ArrayPool<byte>.Shared.Rent(ReadLength);
            try
            {
                var count = await stream.ReadAsync(buffer, cancellationToken);
                if (count == 0)
                {
                    return;
                }

                HandleInput(buffer.AsSpan(0, count));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private void HandleInput(ReadOnlySpan<byte> input)
    {
        Interlocked.Add(ref bytesReceived, input.Length);
        lock (gate)
        {
            core.HandleInput(input, Now);
            HandleEvents();
            ArmTimer();
        }

        outputReady.Set();
    }

    private async Task WriteLoopAsync(CancellationToken cancellationToken)
    {
        using var output = new PooledOutput(WriteLength + (32 * 1024));
        while (true)
        {
            await outputReady.WaitAsync(cancellationToken);
            while (TakeOutput(output))
            {
                await stream.WriteAsync(output.Written, cancellationToken);
                Interlocked.Add(ref bytesSent, output.Length);
                output.Release();
            }

            lock (gate)
            {
                if (core.IsOver || core.IsDrained)
                {
                    return;
                }
            }
        }
    }

    private bool TakeOutput(PooledOutput output)
    {
        lock (gate)
        {
            while (output.Length < WriteLength && core.TryTakeOutput(output))
            {
            }

            HandleEvents();
        }

        return output.Length > 0;
    }

    private static async Task<string?> ReasonOfAsync(Task loop)
    {
        try
        {
            await loop;
            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return exception.Message;
        }
    }

    private void HandleTimeout()
    {
        lock (gate)
        {
            core.HandleTimeout(Now);
            HandleEvents();
            armedFor = null;
            ArmTimer();
        }

        outputReady.Set();
    }

    private void ArmTimer()
    {
        var next = core.NextTimeout;
        if (next == armedFor || next is not { } due)
        {
            return;
        }

        armedFor = due;
        var delay = due - Now;
        timer.Change(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void HandleEvents()
    {
        while (core.TryTakeEvent(out var yamuxEvent))
        {
            var owner = (YamuxStream?)yamuxEvent.Stream?.Owner;
            switch (yamuxEvent.Kind)
            {
                case YamuxEventKind.StreamOpened: Deliver(yamuxEvent.Stream!); break;
                case YamuxEventKind.StreamReadable: owner?.NoteReadable(); break;
                case YamuxEventKind.StreamWritable: owner?.NoteWritable(); break;
                case YamuxEventKind.StreamReset: owner?.NoteReset(); break;
                case YamuxEventKind.StreamEnded or YamuxEventKind.StreamAcknowledged or YamuxEventKind.RemoteGoAway: openReady.Set(); break;
                case YamuxEventKind.RoundTripMeasured: break;
                case YamuxEventKind.Fault: Interlocked.CompareExchange(ref endReason, yamuxEvent.Reason, null); break;
            }
        }
    }

    private void Deliver(YamuxCoreStream state)
    {
        if (!inbound.Writer.TryWrite(Adopt(state)))
        {
            core.Reset(state);
        }
    }

    private YamuxStream Adopt(YamuxCoreStream state)
    {
        var adopted = new YamuxStream(this, state);
        state.Owner = adopted;
        return adopted;
    }
}
