using System.Threading.Channels;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>The one short lock around a <see cref="YamuxCore"/>: everybody who uses the core comes through here, and its events and timer are seen to before the lock is left.</summary>
internal sealed class YamuxGuard : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly TimeProvider timeProvider;
    private readonly YamuxCore core;
    private readonly Channel<MuxedStream> inbound;
    private readonly ITimer timer;
    private MonotonicTime? armedFor;
    private string? endReason;

    internal YamuxGuard(bool isClient, IMemoryBudget budget, YamuxOptions options, TimeProvider timeProvider)
    {
        this.timeProvider = timeProvider;
        core = new YamuxCore(isClient, budget, options, Now);
        inbound = Channel.CreateBounded<MuxedStream>(new BoundedChannelOptions(options.MaximumInboundStreams) { SingleWriter = true });
        timer = timeProvider.CreateTimer(static state => ((YamuxGuard)state!).HandleTimeout(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Set whenever the core may have output.</summary>
    internal AsyncSignal OutputReady { get; } = new();

    /// <summary>Set whenever a stream may be opened that could not be before, or none can be any more.</summary>
    internal AsyncSignal OpenReady { get; } = new();

    internal ChannelReader<MuxedStream> Inbound => inbound.Reader;

    internal string? EndReason => endReason;

    internal TimeSpan? RoundTrip => Ask(static core => core.RoundTrip);

    internal int StreamCount => Ask(static core => core.StreamCount);

    internal bool IsOver => Ask(static core => core.IsOver);

    internal bool HasRemoteGoneAway => Ask(static core => core.HasRemoteGoneAway);

    /// <summary>The session has failed, or goodbye is said and nothing is open.</summary>
    internal bool IsFinished => Ask(static core => core.IsOver || core.IsDrained);

    private MonotonicTime Now => MonotonicTime.Now(timeProvider);

    /// <summary>The first reason counts.</summary>
    internal string NoteEnd(string reason) => Interlocked.CompareExchange(ref endReason, reason, null) ?? reason;

    internal void HandleInput(ReadOnlySpan<byte> input)
    {
        lock (gate)
        {
            core.HandleInput(input, Now);
            HandleEvents();
            ArmTimer();
        }

        OutputReady.Set();
    }

    internal void HandleTimeout()
    {
        lock (gate)
        {
            core.HandleTimeout(Now);
            HandleEvents();
            armedFor = null;
            ArmTimer();
        }

        OutputReady.Set();
    }

    /// <summary>Gathers frames until there are none or <paramref name="length"/> bytes; false when there were none.</summary>
    internal bool TakeOutput(PooledOutput output, int length)
    {
        lock (gate)
        {
            while (output.Length < length && core.TryTakeOutput(output))
            {
            }

            HandleEvents();
        }

        return output.Length > 0;
    }

    /// <summary>Null when no stream can be opened now.</summary>
    /// <exception cref="IOException">None can be opened any more.</exception>
    internal YamuxStream? TryOpen()
    {
        lock (gate)
        {
            if (core.IsOver || core.IsGoingAway || core.HasRemoteGoneAway)
            {
                throw new IOException($"No stream can be opened: {endReason ?? "the connection is closing"}.");
            }

            return core.TryOpenStream(Now) is { } state ? Adopt(state) : null;
        }
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
            OutputReady.Set();
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

        OutputReady.Set();
        return count;
    }

    internal void CloseWrite(YamuxCoreStream state) => Change(state, static (core, state, _) => core.CloseWrite(state));

    internal void Reset(YamuxCoreStream state) => Change(state, static (core, state, _) => core.Reset(state));

    internal void Abandon(YamuxCoreStream state) => Change(state, static (core, state, now) => core.Abandon(state, now));

    internal void GoAway() => Change(null!, static (core, _, _) => core.GoAway());

    internal IOException CreateResetException() => new(endReason is { } reason ? $"The connection ended: {reason}." : "The stream was reset.");

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            core.Terminate();
            HandleEvents();
        }

        OpenReady.Set();
        inbound.Writer.TryComplete();
        await timer.DisposeAsync();
    }

    private TResult Ask<TResult>(Func<YamuxCore, TResult> question)
    {
        lock (gate)
        {
            return question(core);
        }
    }

    private void Change(YamuxCoreStream state, Action<YamuxCore, YamuxCoreStream, MonotonicTime> change)
    {
        lock (gate)
        {
            change(core, state, Now);
            HandleEvents();
            ArmTimer();
        }

        OutputReady.Set();
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
                case YamuxEventKind.StreamEnded or YamuxEventKind.StreamAcknowledged or YamuxEventKind.RemoteGoAway: OpenReady.Set(); break;
                case YamuxEventKind.RoundTripMeasured: break;
                case YamuxEventKind.Fault: NoteEnd(yamuxEvent.Reason!); break;
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
