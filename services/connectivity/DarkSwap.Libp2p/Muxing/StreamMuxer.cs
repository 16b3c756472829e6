using System.Buffers;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing;

/// <summary>Drives a muxer's core over a stream: a reading loop and a writing loop around one <see cref="MuxerGuard"/>.</summary>
internal sealed class StreamMuxer : IMuxer
{
    /// <summary>Bytes gathered for one write, as many as one Noise record holds; more waiting streams than that take turns.</summary>
    private const int WriteLength = 65_519;

    /// <summary>Writes in a row before whoever woke the writer gets its thread back.</summary>
    private const int MaximumInlineWrites = 4;
    private const int ReadLength = 64 * 1024;

    /// <summary>After as many reads in a row that brought much, the next one is not waited for with empty hands: in the middle of a transfer that costs more than a buffer does.</summary>
    private const int ReadsOfAFlow = 4;
    private const int FlowLength = 4 * 1024;

    /// <summary>How long a session that is over waits for its last bytes.</summary>
    private static readonly TimeSpan FinishTime = TimeSpan.FromMilliseconds(500);

    private readonly Stream stream;
    private readonly TimeProvider timeProvider;
    private readonly MuxerGuard guard;
    private readonly SemaphoreSlim openTurn = new(1, 1);
    private readonly CancellationTokenSource ending = new();
    private long bytesReceived;
    private long bytesSent;

    internal StreamMuxer(Stream stream, Func<MonotonicTime, MuxerCore> createCore, TimeProvider timeProvider)
    {
        this.stream = stream;
        this.timeProvider = timeProvider;
        guard = new MuxerGuard(createCore, timeProvider);

        // The caller's scheduler, so that a simulation has every step on its own.
        Completion = TaskStart.Run(RunAsync);
    }

    public TimeSpan? RoundTripTime => guard.RoundTrip;

    public long BytesReceived => Interlocked.Read(ref bytesReceived);

    public long BytesSent => Interlocked.Read(ref bytesSent);

    public int StreamCount => guard.StreamCount;

    public Task<string> Completion { get; }

    public async ValueTask<MuxedStream> OpenAsync(CancellationToken cancellationToken)
    {
        await openTurn.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                if (guard.TryOpen() is { } opened)
                {
                    return opened;
                }

                await guard.OpenReady.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            openTurn.Release();
        }
    }

    public async ValueTask<MuxedStream?> AcceptAsync(CancellationToken cancellationToken) =>
        await guard.Inbound.WaitToReadAsync(cancellationToken) && guard.Inbound.TryRead(out var next) ? next : null;

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        guard.GoAway();
        await ((Task)Completion).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Abort("closed");
        await Completion;
    }

    public void Abort(string reason)
    {
        guard.NoteEnd(reason);
        ending.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        Abort("closed");
        await Completion;
    }

    private async Task<string> RunAsync()
    {
        guard.HandleTimeout();
        var reading = ReadLoopAsync(ending.Token);
        var writing = WriteLoopAsync(ending.Token);
        await Task.WhenAny(reading, writing);
        await FinishAsync(reading, writing);
        ending.Cancel();
        var readingEnd = await ReasonOfAsync(reading);
        var writingEnd = await ReasonOfAsync(writing);
        var reason = guard.NoteEnd(readingEnd ?? writingEnd ?? "closed");
        await guard.DisposeAsync();
        await stream.DisposeAsync();
        return reason;
    }

    /// <summary>Lets a goodbye with its reason go out, and lets the peer answer ours by closing, so that nothing on its way is lost; both for a bounded time.</summary>
    private async Task FinishAsync(Task reading, Task writing)
    {
        guard.OutputReady.Set();
        var isFlushing = guard.IsOver && !writing.IsCompleted;
        var isAwaitingPeer = writing.IsCompletedSuccessfully && guard.IsPeerToClose;
        if (isFlushing || isAwaitingPeer)
        {
            await Task.WhenAny(isFlushing ? writing : reading, TaskStart.DelayAsync(FinishTime, timeProvider, ending.Token));
        }
    }

    private async Task ReadLoopAsync(CancellationToken cancellationToken)
    {
        var flowing = 0;
        while (!guard.IsOver)
        {
            while (guard.IsInputPaused)
            {
                await guard.InputReady.WaitAsync(cancellationToken);
            }

            if (flowing < ReadsOfAFlow)
            {
#pragma warning disable CA2022 // Reads nothing: it waits until something can be read, so that an idle connection holds no buffer.
                await stream.ReadAsync(Memory<byte>.Empty, cancellationToken);
#pragma warning restore CA2022
            }

            var buffer = ArrayPool<byte>.Shared.Rent(ReadLength);
            try
            {
                var count = await stream.ReadAsync(buffer, cancellationToken);
                if (count == 0)
                {
                    return;
                }

                flowing = count >= FlowLength ? flowing + 1 : 0;
                Interlocked.Add(ref bytesReceived, count);
                guard.HandleInput(buffer.AsSpan(0, count));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private async Task WriteLoopAsync(CancellationToken cancellationToken)
    {
        using var output = new PooledOutput(WriteLength);
        while (true)
        {
            await guard.OutputReady.WaitAsync(cancellationToken);
            if (guard.StreamCount > 1)
            {
                // After what is ready to run now: its output shares one write.
                await Task.Yield();
            }

            for (var turn = 1; guard.TakeOutput(output, WriteLength); turn++)
            {
                await stream.WriteAsync(output.Written, cancellationToken);
                Interlocked.Add(ref bytesSent, output.Length);
                output.Release();
                if (turn % MaximumInlineWrites == 0)
                {
                    await Task.Yield();
                }
            }

            if (guard.IsFinished)
            {
                return;
            }
        }
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
}
