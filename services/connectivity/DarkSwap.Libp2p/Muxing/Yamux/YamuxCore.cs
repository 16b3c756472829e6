using System.Buffers;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>A yamux session without I/O (libp2p yamux specification): told what arrived and what the time is, drained of output and events. Not thread-safe.</summary>
internal sealed class YamuxCore
{
    private readonly YamuxOptions options;
    private readonly YamuxStreamTable streams;
    private readonly YamuxKeepAlive keepAlive;
    private readonly YamuxOutputScheduler scheduler = new();
    private readonly YamuxAnswerQueue answers;
    private readonly YamuxInputParser parser = new();
    private readonly YamuxReceiveWindow windows;
    private readonly Queue<YamuxEvent> events = new();
    private readonly Queue<(YamuxCoreStream Stream, MonotonicTime Deadline)> abandoned = new();
    private bool isOver;

    internal YamuxCore(bool isClient, YamuxOptions options, MonotonicTime now)
    {
        this.options = options;
        streams = new YamuxStreamTable(isClient);
        keepAlive = new YamuxKeepAlive(options.KeepAliveInterval, options.KeepAliveTimeout, now);
        answers = new YamuxAnswerQueue(options.MaximumPendingAnswers);
        windows = new YamuxReceiveWindow(options);
    }

    internal int StreamCount => streams.Count;

    internal TimeSpan? RoundTrip => keepAlive.RoundTrip;

    internal bool HasRemoteGoneAway { get; private set; }

    internal bool IsGoingAway { get; private set; }

    /// <summary>True after a fault or the end of the session: only what <see cref="TryTakeOutput"/> still has is of use.</summary>
    internal bool IsOver => isOver;

    /// <summary>An end said goodbye and the last stream has ended: the connection has no more use.</summary>
    internal bool IsDrained => (IsGoingAway || HasRemoteGoneAway) && streams.Count == 0 && answers.IsEmpty;

    internal MonotonicTime? NextTimeout
    {
        get
        {
            if (isOver)
            {
                return null;
            }

            var next = keepAlive.NextTimeout;
            return abandoned.TryPeek(out var first) && first.Deadline < next ? first.Deadline : next;
        }
    }

    /// <summary>Takes all of <paramref name="input"/>: what is incomplete of a header is kept, and data goes to its stream as it comes.</summary>
    internal void HandleInput(ReadOnlySpan<byte> input, MonotonicTime now)
    {
        if (input.IsEmpty)
        {
            return;
        }

        keepAlive.NoteInput(now);
        while (!isOver && (!input.IsEmpty || parser.HasPendingEnd))
        {
            switch (parser.Read(ref input, out var header, out var data))
            {
                case YamuxInputKind.Header: HandleHeader(header, now); break;
                case YamuxInputKind.Data: HandleData(data); break;
                case YamuxInputKind.EndOfData: EndData(); break;
                case YamuxInputKind.Incomplete: return;
                case YamuxInputKind.Malformed: Fail(YamuxGoAwayCode.ProtocolError, "malformed header"); break;
            }
        }
    }

    internal void HandleTimeout(MonotonicTime now)
    {
        if (isOver)
        {
            return;
        }

        if (keepAlive.IsPeerSilent(now))
        {
            Fail(YamuxGoAwayCode.Normal, "no answer to a ping");
            return;
        }

        if (keepAlive.TryStartPing(now, out var value))
        {
            answers.TryAdd(new(YamuxFrameType.Ping, YamuxFlags.Synchronize, 0, value));
        }

        while (abandoned.TryPeek(out var first) && first.Deadline <= now)
        {
            abandoned.Dequeue();
            if (!first.Stream.IsEnded)
            {
                Reset(first.Stream);
            }
        }
    }

    /// <summary>Writes one frame; false when there is nothing to send.</summary>
    internal bool TryTakeOutput(IBufferWriter<byte> output)
    {
        if (answers.TryTake(out var answer))
        {
            YamuxFrameWriter.WriteHeader(output, answer);
            return true;
        }

        while (scheduler.TryTakeControl(out var stream))
        {
            if (YamuxReceiveWindow.TryTakeUpdate(stream, out var update))
            {
                YamuxFrameWriter.WriteHeader(output, update);
                return true;
            }
        }

        while (scheduler.TryTakeData(out var stream))
        {
            if (TryWriteData(stream, output))
            {
                return true;
            }
        }

        return false;
    }

    internal bool TryTakeEvent(out YamuxEvent yamuxEvent) => events.TryDequeue(out yamuxEvent);

    /// <summary>Opens a stream; null while the peer has not acknowledged earlier ones or too many are open, and after either end said goodbye.</summary>
    internal YamuxCoreStream? TryOpenStream(MonotonicTime now)
    {
        if (isOver || IsGoingAway || HasRemoteGoneAway
            || streams.OutboundCount >= options.MaximumOutboundStreams
            || streams.UnacknowledgedCount >= options.MaximumUnacknowledgedStreams
            || streams.TryAddOutbound() is not { } stream)
        {
            return null;
        }

        stream.LastWindowUpdate = now;
        scheduler.AddControl(stream);
        return stream;
    }

    /// <summary>Queues as much as there is room for and returns how much; when that is not all, an event tells of room.</summary>
    internal int Write(YamuxCoreStream stream, ReadOnlySpan<byte> data)
    {
        if (stream.IsReset || stream.IsFinishPending || stream.IsFinishSent)
        {
            return 0;
        }

        var count = Math.Min(data.Length, options.SendBufferLength - stream.SendQueue.Length);
        stream.SendQueue.Append(data[..count]);
        stream.IsWriterWaiting = count < data.Length;
        if (stream.SendWindow > 0)
        {
            scheduler.AddData(stream);
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

        count = windows.Consume(stream, destination);
        if (windows.ShouldUpdate(stream, keepAlive.RoundTrip, now))
        {
            scheduler.AddControl(stream);
        }

        return YamuxReadStatus.Data;
    }

    /// <summary>Ends our direction after everything queued.</summary>
    internal void CloseWrite(YamuxCoreStream stream)
    {
        if (!stream.IsReset && !stream.IsFinishSent && !stream.IsFinishPending)
        {
            stream.IsFinishPending = true;
            scheduler.AddData(stream);
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
        windows.Discard(stream);
        while (abandoned.TryPeek(out var first) && first.Stream.IsEnded)
        {
            abandoned.Dequeue();
        }

        if (!stream.IsEnded)
        {
            abandoned.Enqueue((stream, now + options.AbandonedStreamTimeout));
        }
    }

    internal void Reset(YamuxCoreStream stream)
    {
        if (stream.IsEnded)
        {
            return;
        }

        var isKnownToPeer = (stream.PendingFlags & YamuxFlags.Synchronize) == 0;
        stream.PendingFlags = YamuxFlags.None;
        End(stream, isReset: true);
        if (isKnownToPeer)
        {
            Answer(new(YamuxFrameType.WindowUpdate, YamuxFlags.Reset, stream.Id, 0));
        }
    }

    /// <summary>Says goodbye: no new streams either way; open ones go on.</summary>
    internal void GoAway()
    {
        if (!IsGoingAway && !isOver)
        {
            IsGoingAway = true;
            Answer(new(YamuxFrameType.GoAway, YamuxFlags.None, 0, (uint)YamuxGoAwayCode.Normal));
        }
    }

    /// <summary>The connection is gone: every stream is reset.</summary>
    internal void Terminate()
    {
        isOver = true;
        foreach (var stream in streams.ToArray())
        {
            End(stream, isReset: true);
            events.Enqueue(new(YamuxEventKind.StreamReset, stream));
        }

        scheduler.Clear();
    }

    private void HandleHeader(YamuxHeader header, MonotonicTime now)
    {
        switch (header.Type)
        {
            case YamuxFrameType.Data or YamuxFrameType.WindowUpdate:
                HandleStreamFrame(header, now);
                break;
            case YamuxFrameType.Ping when header.Flags == YamuxFlags.Synchronize:
                Answer(new(YamuxFrameType.Ping, YamuxFlags.Acknowledge, 0, header.Length));
                break;
            case YamuxFrameType.Ping when keepAlive.TryFinishPing(header.Length, now):
                events.Enqueue(new(YamuxEventKind.RoundTripMeasured, RoundTrip: keepAlive.RoundTrip!.Value));
                break;
            case YamuxFrameType.GoAway:
                HasRemoteGoneAway = true;
                events.Enqueue(new(YamuxEventKind.RemoteGoAway, Reason: $"goodbye, code {header.Length}"));
                break;
        }
    }

    private void HandleStreamFrame(YamuxHeader header, MonotonicTime now)
    {
        if (!TryFindStream(header, now, out var stream))
        {
            return;
        }

        if (header.Type == YamuxFrameType.Data && header.Length > (stream?.ReceiveWindow ?? options.MaximumWindow))
        {
            Fail(YamuxGoAwayCode.ProtocolError, "window exceeded");
            return;
        }

        if (stream is not null && (header.Flags & YamuxFlags.Reset) != 0)
        {
            End(stream, isReset: true);
            events.Enqueue(new(YamuxEventKind.StreamReset, stream));
            stream = null;
        }

        if (stream is not null && (header.Flags & YamuxFlags.Acknowledge) != 0 && streams.Acknowledge(stream))
        {
            events.Enqueue(new(YamuxEventKind.StreamAcknowledged, stream));
        }

        if (header.Type == YamuxFrameType.Data)
        {
            StartData(stream, header);
        }
        else if (stream is not null)
        {
            HandleWindowUpdate(stream, header);
        }
    }

    /// <summary>Finds or opens the frame's stream; null for one that is forgotten, whose late frames are skipped. False when the frame is refused.</summary>
    private bool TryFindStream(YamuxHeader header, MonotonicTime now, out YamuxCoreStream? stream)
    {
        stream = streams.Find(header.StreamId);
        if ((header.Flags & YamuxFlags.Synchronize) == 0)
        {
            return true;
        }

        if (stream is not null || !streams.IsInboundId(header.StreamId))
        {
            Fail(YamuxGoAwayCode.ProtocolError, "stream id in use or of the wrong side");
            return false;
        }

        if (IsGoingAway || streams.InboundCount >= options.MaximumInboundStreams)
        {
            Answer(new(YamuxFrameType.WindowUpdate, YamuxFlags.Reset, header.StreamId, 0));
            return !isOver;
        }

        stream = streams.AddInbound(header.StreamId);
        stream.LastWindowUpdate = now;
        scheduler.AddControl(stream);
        events.Enqueue(new(YamuxEventKind.StreamOpened, stream));
        return true;
    }

    private void StartData(YamuxCoreStream? stream, YamuxHeader header)
    {
        if (stream is { IsRemoteFinished: true } && header.Length > 0)
        {
            Reset(stream);
            events.Enqueue(new(YamuxEventKind.StreamReset, stream));
        }

        if (stream is not null)
        {
            stream.ReceiveWindow -= header.Length;
        }

        parser.StartData(stream, header);
    }

    private void HandleWindowUpdate(YamuxCoreStream stream, YamuxHeader header)
    {
        stream.SendWindow += header.Length;
        if (stream.SendWindow > uint.MaxValue)
        {
            Fail(YamuxGoAwayCode.ProtocolError, "send window overflows");
            return;
        }

        if (stream.SendQueue.Length > 0 && header.Length > 0)
        {
            scheduler.AddData(stream);
        }

        if ((header.Flags & YamuxFlags.Finish) != 0)
        {
            FinishRemote(stream);
        }
    }

    private void HandleData(ReadOnlySpan<byte> data)
    {
        if (parser.DataStream is not { IsEnded: false } stream)
        {
            return;
        }

        if (stream.IsAbandoned)
        {
            Reset(stream);
            return;
        }

        if (!windows.TryReceive(stream, data))
        {
            Fail(YamuxGoAwayCode.InternalError, "too much unread data");
            return;
        }

        events.Enqueue(new(YamuxEventKind.StreamReadable, stream));
    }

    private void EndData()
    {
        if (parser.IsDataFinishing && parser.DataStream is { IsEnded: false } stream)
        {
            FinishRemote(stream);
        }
    }

    private void FinishRemote(YamuxCoreStream stream)
    {
        if (stream.IsRemoteFinished)
        {
            return;
        }

        stream.IsRemoteFinished = true;
        events.Enqueue(new(YamuxEventKind.StreamReadable, stream));
        EndIfFinished(stream);
    }

    private bool TryWriteData(YamuxCoreStream stream, IBufferWriter<byte> output)
    {
        var length = (int)Math.Min(Math.Min(stream.SendQueue.Length, stream.SendWindow), options.MaximumDataLength);
        var isLast = stream.IsFinishPending && stream.SendQueue.Length == length;
        if (stream.IsReset || (length == 0 && !isLast))
        {
            return false;
        }

        YamuxFrameWriter.WriteData(output, stream, length, isLast);
        stream.SendWindow -= length;
        if (isLast)
        {
            stream.IsFinishPending = false;
            stream.IsFinishSent = true;
            EndIfFinished(stream);
        }
        else if (stream.SendQueue.Length > 0 && stream.SendWindow > 0)
        {
            scheduler.AddData(stream);
        }

        if (stream.IsWriterWaiting && stream.SendQueue.Length <= options.SendBufferLength / 2)
        {
            stream.IsWriterWaiting = false;
            events.Enqueue(new(YamuxEventKind.StreamWritable, stream));
        }

        return true;
    }

    private void EndIfFinished(YamuxCoreStream stream)
    {
        if (stream.IsFinishSent && stream.IsRemoteFinished)
        {
            End(stream, isReset: false);
        }
    }

    private void End(YamuxCoreStream stream, bool isReset)
    {
        if (!streams.Remove(stream))
        {
            return;
        }

        stream.IsReset |= isReset;
        windows.Release(stream);
        if (isReset)
        {
            windows.Discard(stream);
            stream.SendQueue.Clear();
        }

        events.Enqueue(new(YamuxEventKind.StreamEnded, stream));
    }

    private void Answer(YamuxHeader header)
    {
        if (!answers.TryAdd(header))
        {
            Fail(YamuxGoAwayCode.ProtocolError, "too many control frames without reading the answers");
        }
    }

    private void Fail(YamuxGoAwayCode code, string reason)
    {
        if (isOver)
        {
            return;
        }

        answers.Clear();
        answers.TryAdd(new(YamuxFrameType.GoAway, YamuxFlags.None, 0, (uint)code));
        Terminate();
        events.Enqueue(new(YamuxEventKind.Fault, Reason: reason));
    }
}
