using System.Buffers;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing;

/// <summary>A muxer's session without I/O: told what arrived and what the time is, drained of output and events. Not thread-safe.</summary>
internal abstract class MuxerCore(MuxerSession session, int sendBufferLength)
{
    internal int StreamCount => session.StreamCount;

    internal bool HasRemoteGoneAway => session.HasRemoteGoneAway;

    internal bool IsGoingAway => session.IsGoingAway;

    /// <summary>True after a fault or the end of the session: only what <see cref="TryTakeOutput"/> still has is of use.</summary>
    internal bool IsOver => session.IsOver;

    /// <summary>Last round trip that the muxer measured itself; null for one that cannot.</summary>
    internal abstract TimeSpan? RoundTrip { get; }

    /// <summary>An end said goodbye and the last stream has ended: the connection has no more use.</summary>
    internal abstract bool IsDrained { get; }

    /// <summary>After our goodbye the peer is to close the connection, so that nothing on its way is lost.</summary>
    internal abstract bool IsPeerToClose { get; }

    /// <summary>No more input is taken until a stream is read: the protocol has no other way to hold the peer back.</summary>
    internal virtual bool IsInputPaused => false;

    /// <summary>There is something to be sent at once, or that is all: the session is over or drained.</summary>
    internal bool IsWriterWanted => HasOutput || IsOver || IsDrained;

    /// <summary>Streams wait to be told to the peer; they go with their first data, or when somebody waits for the peer.</summary>
    internal bool HasIntroductions => session.Scheduler.HasIntroductions;

    /// <summary>Bytes of the longest frame that <see cref="TryTakeOutput"/> writes.</summary>
    internal abstract int MaximumFrameLength { get; }

    internal MonotonicTime? NextTimeout => session.IsOver ? null : Earlier(NextProtocolTimeout, Earlier(session.Abandoned.NextDeadline, session.NextRelief));

    protected abstract MonotonicTime? NextProtocolTimeout { get; }

    protected abstract bool HasOutput { get; }

    /// <summary>Takes all of <paramref name="input"/>: what is incomplete of a header is kept, and data goes to its stream as it comes.</summary>
    internal void HandleInput(ReadOnlySpan<byte> input, MonotonicTime now)
    {
        session.Now = now;
        HandleBytes(input, now);
    }

    internal void HandleTimeout(MonotonicTime now)
    {
        session.Now = now;
        if (session.IsOver)
        {
            return;
        }

        HandleProtocolTimeout(now);
        while (!session.IsOver && session.Abandoned.TryTake(now, out var stream))
        {
            session.Reset(stream);
        }

        session.Relieve();
    }

    /// <summary>Writes one frame; false when there is nothing to send.</summary>
    internal abstract bool TryTakeOutput(IBufferWriter<byte> output);

    internal bool TryTakeEvent(out MuxerEvent muxerEvent) => session.TryTakeEvent(out muxerEvent);

    /// <summary>Opens a stream; null while too many are open or unacknowledged, and after either end said goodbye.</summary>
    internal abstract MuxerStreamState? TryOpen(MonotonicTime now);

    /// <summary>Queues as much as there is room for and returns how much; when that is not all, an event tells of room.</summary>
    internal int Write(MuxerStreamState stream, ReadOnlySpan<byte> data)
    {
        if (stream.IsReset || stream.IsFinishPending || stream.IsFinishSent)
        {
            return 0;
        }

        var count = Math.Min(data.Length, sendBufferLength - stream.SendQueue.Length);
        if (!stream.SendQueue.TryAppend(data[..count]))
        {
            count = 0;
            session.Starve(stream);
        }

        stream.IsWriterWaiting = count < data.Length;
        ScheduleData(stream);
        return count;
    }

    internal StreamReadStatus Read(MuxerStreamState stream, Span<byte> destination, MonotonicTime now, out int count)
    {
        session.Now = now;
        count = 0;
        if (stream.IsReset && !stream.KeepsUnread)
        {
            return StreamReadStatus.Reset;
        }

        if (stream.ReceiveQueue.Length == 0)
        {
            return stream.IsRemoteFinished ? StreamReadStatus.Finished : StreamReadStatus.Wait;
        }

        count = session.Consume(stream, destination);
        NoteConsumed(stream, now);
        return StreamReadStatus.Data;
    }

    /// <summary>Ends our direction after everything queued.</summary>
    internal void CloseWrite(MuxerStreamState stream)
    {
        if (!stream.IsReset && !stream.IsFinishSent && !stream.IsFinishPending)
        {
            stream.IsFinishPending = true;
            session.Scheduler.AddData(stream);
        }
    }

    /// <summary>Half-closes; what still arrives is dropped and makes us reset the stream, as does a peer that never ends its side.</summary>
    internal void Abandon(MuxerStreamState stream, MonotonicTime now)
    {
        if (stream.IsAbandoned)
        {
            return;
        }

        CloseWrite(stream);
        stream.IsAbandoned = true;
        session.Discard(stream);
        if (!stream.IsEnded)
        {
            session.Abandoned.Add(stream, now);
        }
    }

    internal void Reset(MuxerStreamState stream) => session.Reset(stream);

    /// <summary>Takes no new streams, and says goodbye when the open ones have ended.</summary>
    internal void GoAway() => session.IsGoingAway = true;

    /// <summary>The connection is gone: every stream is reset.</summary>
    internal void Terminate() => session.Terminate();

    protected abstract void HandleBytes(ReadOnlySpan<byte> input, MonotonicTime now);

    protected abstract void HandleProtocolTimeout(MonotonicTime now);

    /// <summary>Bytes of the stream have left its receive queue.</summary>
    protected abstract void NoteConsumed(MuxerStreamState stream, MonotonicTime now);

    /// <summary>The send queue has grown.</summary>
    protected abstract void ScheduleData(MuxerStreamState stream);

    private static MonotonicTime? Earlier(MonotonicTime? one, MonotonicTime? other) =>
        one is not { } first ? other : other is not { } second || first < second ? first : second;
}
