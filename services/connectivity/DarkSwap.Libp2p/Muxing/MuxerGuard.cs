using System.Threading.Channels;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing;

/// <summary>The one short lock around a <see cref="MuxerCore"/>: everybody who uses the core comes through here, and its events and timer are seen to before the lock is left.</summary>
internal sealed class MuxerGuard : IAsyncDisposable
{
    /// <summary>Streams of the peer that wait to be accepted; further ones are reset.</summary>
    private const int MaximumUnaccepted = 512;

    private readonly Lock gate = new();
    private readonly TimeProvider timeProvider;
    private readonly MuxerCore core;
    private readonly Channel<MuxedStream> inbound;
    private readonly ITimer timer;
    private MonotonicTime? armedFor;
    private string? endReason;

    internal MuxerGuard(Func<MonotonicTime, MuxerCore> createCore, TimeProvider timeProvider)
    {
        this.timeProvider = timeProvider;
        core = createCore(Now);
        inbound = Channel.CreateBounded<MuxedStream>(new BoundedChannelOptions(MaximumUnaccepted) { SingleWriter = true });
        timer = timeProvider.CreateTimer(static state => ((MuxerGuard)state!).HandleTimeout(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Set, outside of the lock, when the core has output: the writer goes on inside of the call.</summary>
    internal AsyncSignal OutputReady { get; } = new(isInline: true);

    /// <summary>Set whenever the core takes input again after a pause.</summary>
    internal AsyncSignal InputReady { get; } = new();

    /// <summary>Set whenever a stream may be opened that could not be before, or none can be any more.</summary>
    internal AsyncSignal OpenReady { get; } = new();

    internal ChannelReader<MuxedStream> Inbound => inbound.Reader;

    internal string? EndReason => endReason;

    internal TimeSpan? RoundTrip => Ask(static core => core.RoundTrip);

    internal int StreamCount => Ask(static core => core.StreamCount);

    internal bool IsOver => Ask(static core => core.IsOver);

    internal bool IsPeerToClose => Ask(static core => core.IsPeerToClose);

    internal bool IsInputPaused => Ask(static core => core.IsInputPaused && !core.IsOver);

    /// <summary>The session has failed, or goodbye is said and nothing is open.</summary>
    internal bool IsFinished => Ask(static core => core.IsOver || core.IsDrained);

    private MonotonicTime Now => MonotonicTime.Now(timeProvider);

    /// <summary>The first reason counts.</summary>
    internal string NoteEnd(string reason) => Interlocked.CompareExchange(ref endReason, reason, null) ?? reason;

    internal void HandleInput(ReadOnlySpan<byte> input)
    {
        bool isWriterWanted;
        lock (gate)
        {
            core.HandleInput(input, Now);
            isWriterWanted = Settle();
        }

        WakeWriter(isWriterWanted);
    }

    internal void HandleTimeout()
    {
        bool isWriterWanted;
        lock (gate)
        {
            core.HandleTimeout(Now);
            armedFor = null;
            isWriterWanted = Settle();
        }

        WakeWriter(isWriterWanted);
        InputReady.Set();
    }

    /// <summary>Gathers frames until there are none or <paramref name="length"/> bytes; false when there were none.</summary>
    internal bool TakeOutput(PooledOutput output, int length)
    {
        lock (gate)
        {
            while (output.Length + core.MaximumFrameLength <= length && core.TryTakeOutput(output))
            {
            }

            Settle();
        }

        return output.Length > 0;
    }

    /// <summary>Null when no stream can be opened now.</summary>
    /// <exception cref="IOException">None can be opened any more.</exception>
    internal CoreMuxedStream? TryOpen()
    {
        lock (gate)
        {
            if (core.IsOver || core.IsGoingAway || core.HasRemoteGoneAway)
            {
                throw new IOException($"No stream can be opened: {endReason ?? "the connection is closing"}.");
            }

            if (core.TryOpen(Now) is { } state)
            {
                return Adopt(state);
            }
        }

        // Those that were opened must be known to the peer before it can make room for others.
        OutputReady.Set();
        return null;
    }

    internal StreamReadStatus Read(MuxerStreamState state, Span<byte> destination, out int count)
    {
        StreamReadStatus status;
        bool isWriterWanted;
        lock (gate)
        {
            status = core.Read(state, destination, Now, out count);
            isWriterWanted = Settle() || (status == StreamReadStatus.Wait && core.HasIntroductions);
        }

        WakeWriter(isWriterWanted);
        if (count > 0)
        {
            InputReady.Set();
        }

        return status;
    }

    internal int Write(MuxerStreamState state, ReadOnlySpan<byte> data)
    {
        int count;
        bool isWriterWanted;
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
            isWriterWanted = Settle();
        }

        WakeWriter(isWriterWanted);
        return count;
    }

    internal void CloseWrite(MuxerStreamState state) => Change(state, static (core, state, _) => core.CloseWrite(state));

    internal void Reset(MuxerStreamState state) => Change(state, static (core, state, _) => core.Reset(state));

    internal void Abandon(MuxerStreamState state) => Change(state, static (core, state, now) => core.Abandon(state, now));

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

    private TResult Ask<TResult>(Func<MuxerCore, TResult> question)
    {
        lock (gate)
        {
            return question(core);
        }
    }

    private void Change(MuxerStreamState state, Action<MuxerCore, MuxerStreamState, MonotonicTime> change)
    {
        bool isWriterWanted;
        lock (gate)
        {
            change(core, state, Now);
            isWriterWanted = Settle();
        }

        WakeWriter(isWriterWanted);
        InputReady.Set();
    }

    /// <summary>Before the lock is left: tells of events, and says whether the writer has something to do.</summary>
    private bool Settle()
    {
        HandleEvents();
        ArmTimer();
        return core.IsWriterWanted;
    }

    /// <summary>Only when it is wanted: each waking costs a turn of a thread.</summary>
    private void WakeWriter(bool isWanted)
    {
        if (isWanted)
        {
            OutputReady.Set();
        }
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
            var owner = (CoreMuxedStream?)yamuxEvent.Stream?.Owner;
            switch (yamuxEvent.Kind)
            {
                case MuxerEventKind.StreamOpened: Deliver(yamuxEvent.Stream!); break;
                case MuxerEventKind.StreamReadable: owner?.NoteReadable(); break;
                case MuxerEventKind.StreamWritable: owner?.NoteWritable(); break;
                case MuxerEventKind.StreamReset: owner?.NoteReset(); break;
                case MuxerEventKind.StreamEnded or MuxerEventKind.StreamAcknowledged or MuxerEventKind.RemoteGoAway: OpenReady.Set(); break;
                case MuxerEventKind.RoundTripMeasured: break;
                case MuxerEventKind.Fault: NoteEnd(yamuxEvent.Reason!); break;
            }
        }
    }

    private void Deliver(MuxerStreamState state)
    {
        if (!inbound.Writer.TryWrite(Adopt(state)))
        {
            core.Reset(state);
        }
    }

    private CoreMuxedStream Adopt(MuxerStreamState state)
    {
        var adopted = new CoreMuxedStream(this, state);
        state.Owner = adopted;
        return adopted;
    }
}
