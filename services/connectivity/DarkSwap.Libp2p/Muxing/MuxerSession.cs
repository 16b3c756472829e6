using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing;

/// <summary>What the parts of a muxer's core share: what waits to be sent, what happened, the memory of it all, and how streams and the session end.</summary>
internal abstract class MuxerSession(IMemoryBudget budget, int maximumBufferedBytes, TimeSpan abandonedStreamTimeout)
{
    /// <summary>How often tight memory is looked at again.</summary>
    private static readonly TimeSpan ReliefInterval = TimeSpan.FromMilliseconds(25);

    /// <summary>Room that must be there before memory counts as relaxed: one more segment of data.</summary>
    private const int ReliefBytes = 64 * 1024;

    private readonly Queue<MuxerEvent> events = new();
    private readonly List<MuxerStreamState> starved = [];

    internal SessionMemory Memory { get; } = new(budget, maximumBufferedBytes);

    internal OutputScheduler Scheduler { get; } = new();

    internal UnreadStreams Unread { get; } = new();

    internal AbandonedStreams Abandoned { get; } = new(abandonedStreamTimeout);

    /// <summary>The latest time that the session was told.</summary>
    internal MonotonicTime Now { get; set; }

    internal bool IsOver { get; private set; }

    internal bool IsGoingAway { get; set; }

    internal bool HasRemoteGoneAway { get; set; }

    internal abstract int StreamCount { get; }

    internal MonotonicTime? NextRelief => Memory.IsTight && starved.Count > 0 ? Now + ReliefInterval : null;

    internal void Raise(MuxerEvent muxerEvent) => events.Enqueue(muxerEvent);

    internal bool TryTakeEvent(out MuxerEvent muxerEvent) => events.TryDequeue(out muxerEvent);

    /// <summary>Keeps data for the stream's reader. When there is no memory for it, streams with most unread bytes are reset until there is.</summary>
    internal void Receive(MuxerStreamState stream, ReadOnlySpan<byte> data)
    {
        while (!stream.ReceiveQueue.TryAppend(data))
        {
            Drop(Unread.FindLargest() ?? stream);
            if (stream.IsEnded)
            {
                return;
            }
        }

        Unread.Add(stream);
        Raise(new(MuxerEventKind.StreamReadable, stream));
    }

    internal int Consume(MuxerStreamState stream, Span<byte> destination)
    {
        var count = stream.ReceiveQueue.Take(destination);
        if (stream.ReceiveQueue.Length == 0)
        {
            Unread.Remove(stream);
        }

        return count;
    }

    internal void Discard(MuxerStreamState stream)
    {
        stream.ReceiveQueue.Clear();
        Unread.Remove(stream);
    }

    /// <summary>Notes that a writer or a window of the stream waits for memory.</summary>
    internal void Starve(MuxerStreamState stream)
    {
        if (!stream.IsStarved)
        {
            stream.IsStarved = true;
            starved.Add(stream);
        }
    }

    /// <summary>Lets those that wait for memory go on once there is some.</summary>
    internal void Relieve()
    {
        if (starved.Count == 0 || !Memory.TryRelax(ReliefBytes))
        {
            return;
        }

        foreach (var stream in starved)
        {
            stream.IsStarved = false;
            if (!stream.IsEnded)
            {
                Scheduler.AddControl(stream);
                NoteRoom(stream);
            }
        }

        starved.Clear();
    }

    internal void NoteRoom(MuxerStreamState stream)
    {
        if (stream.IsWriterWaiting)
        {
            stream.IsWriterWaiting = false;
            Raise(new(MuxerEventKind.StreamWritable, stream));
        }
    }

    internal void Reset(MuxerStreamState stream)
    {
        if (!stream.IsEnded)
        {
            End(stream, isReset: true);
            TellReset(stream);
        }
    }

    internal void EndIfFinished(MuxerStreamState stream)
    {
        if (stream.IsFinishSent && stream.IsRemoteFinished)
        {
            End(stream, isReset: false);
        }
    }

    internal void EndByReset(MuxerStreamState stream)
    {
        End(stream, isReset: true);
        Raise(new(MuxerEventKind.StreamReset, stream));
    }

    /// <summary>The peer's direction has ended.</summary>
    internal void FinishRemote(MuxerStreamState stream)
    {
        if (!stream.IsRemoteFinished)
        {
            stream.IsRemoteFinished = true;
            Raise(new(MuxerEventKind.StreamReadable, stream));
            EndIfFinished(stream);
        }
    }

    /// <summary>Ends the session: every stream is reset, but what a peer finished before can still be read.</summary>
    internal void Terminate()
    {
        IsOver = true;
        foreach (var stream in CopyStreams())
        {
            stream.KeepsUnread = stream.IsRemoteFinished && !stream.IsAbandoned;
            EndByReset(stream);
        }

        Scheduler.Clear();
        starved.Clear();
        Memory.Return();
    }

    protected abstract IReadOnlyList<MuxerStreamState> CopyStreams();

    /// <summary>Removes the stream from the table; false when it was not there.</summary>
    protected abstract bool TryForget(MuxerStreamState stream);

    /// <summary>Queues the frame that tells the peer of a reset, if the peer knows the stream.</summary>
    protected abstract void TellReset(MuxerStreamState stream);

    private void Drop(MuxerStreamState stream)
    {
        Reset(stream);
        stream.IsReset = true;
        Discard(stream);
        Raise(new(MuxerEventKind.StreamReset, stream));
    }

    private void End(MuxerStreamState stream, bool isReset)
    {
        if (!TryForget(stream))
        {
            return;
        }

        stream.IsReset |= isReset;
        if (isReset)
        {
            stream.SendQueue.Clear();
            if (!stream.KeepsUnread)
            {
                Discard(stream);
            }
        }

        Raise(new(MuxerEventKind.StreamEnded, stream));
    }
}
