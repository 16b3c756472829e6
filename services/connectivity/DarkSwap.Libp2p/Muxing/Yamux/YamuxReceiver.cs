using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>The receiving half of a session: acts on frames.</summary>
internal sealed class YamuxReceiver(YamuxSession session)
{
    private readonly YamuxInputParser parser = new();

    internal void HandleInput(ReadOnlySpan<byte> input, MonotonicTime now)
    {
        if (input.IsEmpty)
        {
            return;
        }

        session.KeepAlive.NoteInput(now);
        while (!session.IsOver && (!input.IsEmpty || parser.HasPendingEnd))
        {
            switch (parser.Read(ref input, out var header, out var data))
            {
                case YamuxInputKind.Header: HandleHeader(header, now); break;
                case YamuxInputKind.Data: HandleData(data); break;
                case YamuxInputKind.EndOfData: EndData(); break;
                case YamuxInputKind.Incomplete: return;
                case YamuxInputKind.Malformed: session.Fail(YamuxGoAwayCode.ProtocolError, "malformed header"); break;
            }
        }
    }

    private void HandleHeader(YamuxHeader header, MonotonicTime now)
    {
        switch (header.Type)
        {
            case YamuxFrameType.Data or YamuxFrameType.WindowUpdate:
                HandleStreamFrame(header, now);
                break;
            case YamuxFrameType.Ping when header.Flags == YamuxFlags.Synchronize:
                session.Answer(new(YamuxFrameType.Ping, YamuxFlags.Acknowledge, 0, header.Length));
                break;
            case YamuxFrameType.Ping when session.KeepAlive.TryFinishPing(header.Length, now):
                session.Raise(new(MuxerEventKind.RoundTripMeasured, RoundTrip: session.KeepAlive.RoundTrip!.Value));
                break;
            case YamuxFrameType.Ping:
                break;
            case YamuxFrameType.GoAway:
                session.NoteRemoteGoAway(header.Length);
                break;
        }
    }

    private void HandleStreamFrame(YamuxHeader header, MonotonicTime now)
    {
        if (!TryFindStream(header, now, out var stream))
        {
            return;
        }

        if (header.Type == YamuxFrameType.Data && header.Length > (stream?.ReceiveWindow ?? session.Options.MaximumWindow))
        {
            session.Fail(YamuxGoAwayCode.ProtocolError, "window exceeded");
            return;
        }

        if (stream is not null && (header.Flags & YamuxFlags.Reset) != 0)
        {
            session.EndByReset(stream);
            stream = null;
        }

        if (stream is not null && (header.Flags & YamuxFlags.Acknowledge) != 0 && session.Streams.Acknowledge(stream))
        {
            session.Raise(new(MuxerEventKind.StreamAcknowledged, stream));
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
        stream = session.Streams.Find(header.StreamId);
        if ((header.Flags & YamuxFlags.Synchronize) == 0)
        {
            return true;
        }

        if (stream is not null || !session.Streams.IsInboundId(header.StreamId))
        {
            session.Fail(YamuxGoAwayCode.ProtocolError, "stream id in use or of the wrong side");
            return false;
        }

        if (session.IsGoingAway || session.Streams.InboundCount >= session.Options.MaximumInboundStreams)
        {
            // Its data, if the frame has any, is skipped like that of a forgotten stream.
            session.Answer(new(YamuxFrameType.WindowUpdate, YamuxFlags.Reset, header.StreamId, 0));
            return !session.IsOver;
        }

        stream = session.Streams.AddInbound(header.StreamId, session.Memory);
        stream.LastWindowUpdate = now;
        session.Scheduler.AddIntroduction(stream);
        session.Raise(new(MuxerEventKind.StreamOpened, stream));
        return true;
    }

    private void HandleWindowUpdate(YamuxCoreStream stream, YamuxHeader header)
    {
        stream.SendWindow += header.Length;
        if (stream.SendWindow > uint.MaxValue)
        {
            session.Fail(YamuxGoAwayCode.ProtocolError, "send window overflows");
            return;
        }

        if (stream.SendQueue.Length > 0 && header.Length > 0)
        {
            session.Scheduler.AddData(stream);
        }

        if ((header.Flags & YamuxFlags.Finish) != 0)
        {
            session.FinishRemote(stream);
        }
    }

    private void StartData(YamuxCoreStream? stream, YamuxHeader header)
    {
        if (stream is { IsRemoteFinished: true } && header.Length > 0)
        {
            session.Reset(stream);
            session.Raise(new(MuxerEventKind.StreamReset, stream));
        }

        if (stream is not null)
        {
            stream.ReceiveWindow -= header.Length;
        }

        parser.StartData(stream, header);
    }

    private void HandleData(ReadOnlySpan<byte> data)
    {
        if (parser.DataStream is not { IsEnded: false } stream)
        {
            return;
        }

        if (stream.IsAbandoned)
        {
            session.Reset(stream);
        }
        else
        {
            session.Receive(stream, data);
        }
    }

    private void EndData()
    {
        if (parser.IsDataFinishing && parser.DataStream is { IsEnded: false } stream)
        {
            session.FinishRemote(stream);
        }
    }
}
