using System.Buffers;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>A yamux session without I/O (libp2p yamux specification): told what arrived and what the time is, drained of output and events. Not thread-safe.</summary>
internal sealed class YamuxCore
{
    private readonly YamuxSession session;
    private readonly YamuxReceiver receiver;
    private readonly YamuxSender sender;
    private readonly Queue<(YamuxCoreStream Stream, MonotonicTime Deadline)> abandoned = new();

    internal YamuxCore(bool isClient, IMemoryBudget budget, YamuxOptions options, MonotonicTime now)
    {
        session = new YamuxSession(isClient, options, budget, new YamuxKeepAlive(options.KeepAliveInterval, options.KeepAliveTimeout, now));
        receiver = new YamuxReceiver(session);
        sender = new YamuxSender(session);
    }

    internal int StreamCount => session.Streams.Count;

    internal TimeSpan? RoundTrip => session.KeepAlive.RoundTrip;

    internal bool HasRemoteGoneAway => session.HasRemoteGoneAway;

    internal bool IsGoingAway => session.IsGoingAway;

    /// <summary>True after a fault or the end of the session: only what <see cref="TryTakeOutput"/> still has is of use.</summary>
    internal bool IsOver => session.IsOver;

    /// <summary>An end said goodbye and the last stream has ended: the connection has no more use.</summary>
    internal bool IsDrained => sender.IsDrained;

    internal MonotonicTime? NextTimeout
    {
        get
        {
            if (session.IsOver)
            {
                return null;
            }

            var next = session.KeepAlive.NextTimeout;
            return abandoned.TryPeek(out var first) && first.Deadline < next ? first.Deadline : next;
        }
    }

    /// <summary>Takes all of <paramref name="input"/>: what is incomplete of a header is kept, and data goes to its stream as it comes.</summary>
    internal void HandleInput(ReadOnlySpan<byte> input, MonotonicTime now) => receiver.HandleInput(input, now);

    internal void HandleTimeout(MonotonicTime now)
    {
        if (session.IsOver)
        {
            return;
        }

        if (session.KeepAlive.IsPeerSilent(now))
        {
            session.Fail(YamuxGoAwayCode.Normal, "no answer to a ping");
            return;
        }

        if (session.KeepAlive.TryStartPing(now, out var value))
        {
            session.Answer(new(YamuxFrameType.Ping, YamuxFlags.Synchronize, 0, value));
        }

        while (abandoned.TryPeek(out var first) && first.Deadline <= now)
        {
            abandoned.Dequeue();
            session.Reset(first.Stream);
        }
    }

    /// <summary>Writes one frame; false when there is nothing to send.</summary>
    internal bool TryTakeOutput(IBufferWriter<byte> output) => sender.TryTakeOutput(output);

    internal bool TryTakeEvent(out YamuxEvent yamuxEvent) => session.TryTakeEvent(out yamuxEvent);

    /// <summary>Opens a stream; null while the peer has not acknowledged earlier ones or too many are open, and after either end said goodbye.</summary>
    internal YamuxCoreStream? TryOpenStream(MonotonicTime now)
    {
        if (session.IsOver || session.IsGoingAway || session.HasRemoteGoneAway
            || session.Streams.OutboundCount >= session.Options.MaximumOutboundStreams
            || session.Streams.UnacknowledgedCount >= session.Options.MaximumUnacknowledgedStreams
            || session.Streams.TryAddOutbound() is not { } stream)
        {
            return null;
        }

        stream.LastWindowUpdate = now;
        session.Scheduler.AddControl(stream);
        return stream;
    }

    /// <summary>Queues as much as there is room for and returns how much; when that is not all, an event tells of room.</summary>
    internal int Write(YamuxCoreStream stream, ReadOnlySpan<byte> data)
    {
        if (stream.IsReset || stream.IsFinishPending || stream.IsFinishSent)
        {
            return 0;
        }

        var count = Math.Min(data.Length, session.Options.SendBufferLength - stream.SendQueue.Length);
        stream.SendQueue.Append(data[..count]);
        stream.IsWriterWaiting = count < data.Length;
        if (stream.SendWindow > 0)
        {
            session.Scheduler.AddData(stream);
        }

        return count;
    }

    internal YamuxReadStatus Read(YamuxCoreStream stream, Span<byte> destination, MonotonicTime now, out int count)
    {
        count = 0;
        if (stream.IsReset)
        {
            return YamuxReadStatus.Reset;
        }

        if (stream.ReceiveQueue.Length == 0)
        {
            return stream.IsRemoteFinished ? YamuxReadStatus.Finished : YamuxReadStatus.Wait;
        }

        count = session.Windows.Consume(stream, destination);
        if (session.Windows.ShouldUpdate(stream, RoundTrip, now))
        {
            session.Scheduler.AddControl(stream);
        }

        return YamuxReadStatus.Data;
    }

    /// <summary>Ends our direction after everything queued.</summary>
    internal void CloseWrite(YamuxCoreStream stream)
    {
        if (!stream.IsReset && !stream.IsFinishSent && !stream.IsFinishPending)
        {
            stream.IsFinishPending = true;
            session.Scheduler.AddData(stream);
        }
    }

    /// <summary>Half-closes; what still arrives is dropped and makes us reset the stream, as does a peer that never ends its side.</summary>
    internal void Abandon(YamuxCoreStream stream, MonotonicTime now)
    {
        if (stream.IsAbandoned)
        {
            return;
        }

        CloseWrite(stream);
        stream.IsAbandoned = true;
        session.Windows.Discard(stream);
        while (abandoned.TryPeek(out var first) && first.Stream.IsEnded)
        {
            abandoned.Dequeue();
        }

        if (!stream.IsEnded)
        {
            abandoned.Enqueue((stream, now + session.Options.AbandonedStreamTimeout));
        }
    }

    internal void Reset(YamuxCoreStream stream) => session.Reset(stream);

    /// <summary>Takes no new streams, and says goodbye when the open ones have ended.</summary>
    internal void GoAway() => session.IsGoingAway = true;

    /// <summary>The connection is gone: every stream is reset.</summary>
    internal void Terminate() => session.Terminate();
}
