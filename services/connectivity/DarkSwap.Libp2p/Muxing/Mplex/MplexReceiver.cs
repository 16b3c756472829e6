using System.Buffers;

namespace DarkSwap.Libp2p.Muxing.Mplex;

/// <summary>The receiving half of a session: cuts input into frames, wherever the input is cut itself, and acts on them.</summary>
internal sealed class MplexReceiver(MplexSession session)
{
    private readonly byte[] partialHeader = new byte[MplexHeader.MaximumSize];
    private int partialLength;
    private int remainingData;
    private MplexCoreStream? dataStream;

    internal void HandleInput(ReadOnlySpan<byte> input)
    {
        while (!session.IsOver && !input.IsEmpty)
        {
            if (remainingData > 0)
            {
                HandleData(ref input);
            }
            else if (TryReadHeader(ref input, out var header))
            {
                HandleHeader(header);
            }
        }
    }

    private void HandleData(ref ReadOnlySpan<byte> input)
    {
        var length = Math.Min(remainingData, input.Length);
        remainingData -= length;
        if (dataStream is { IsEnded: false } stream)
        {
            Take(stream, input[..length]);
        }

        input = input[length..];
    }

    private void Take(MplexCoreStream stream, ReadOnlySpan<byte> data)
    {
        if (stream.IsAbandoned || stream.IsRemoteFinished)
        {
            session.Reset(stream);
            session.Raise(new(MuxerEventKind.StreamReset, stream));
            return;
        }

        session.Receive(stream, data);
        session.Stall.NoteReceived(stream, session.Now);
    }

    /// <summary>Takes bytes up to the end of a header; false while it is incomplete, and when the session has failed.</summary>
    private bool TryReadHeader(ref ReadOnlySpan<byte> input, out MplexHeader header)
    {
        int size;
        OperationStatus status;
        if (partialLength == 0)
        {
            status = MplexHeader.TryRead(input, out header, out size);
            if (status == OperationStatus.Done)
            {
                input = input[size..];
                return true;
            }
        }

        var count = Math.Min(partialHeader.Length - partialLength, input.Length);
        input[..count].CopyTo(partialHeader.AsSpan(partialLength));
        status = MplexHeader.TryRead(partialHeader.AsSpan(0, partialLength + count), out header, out size);
        switch (status)
        {
            case OperationStatus.Done:
                input = input[(size - partialLength)..];
                partialLength = 0;
                return true;
            case OperationStatus.NeedMoreData:
                input = input[count..];
                partialLength += count;
                return false;
            default:
                session.Fail("malformed header");
                return false;
        }
    }

    private void HandleHeader(MplexHeader header)
    {
        // What only the opener of a stream sends is about a stream of the peer's.
        var isOutbound = header.Flag is MplexFlag.MessageReceiver or MplexFlag.CloseReceiver or MplexFlag.ResetReceiver;
        var stream = session.Find(header.StreamId, isOutbound);
        remainingData = header.Length;
        dataStream = null;
        switch (header.Flag)
        {
            case MplexFlag.NewStream:
                // Its data is a name for people, and skipped.
                Open(header.StreamId, stream);
                break;
            case MplexFlag.MessageReceiver or MplexFlag.MessageInitiator:
                dataStream = stream;
                break;
            case MplexFlag.CloseReceiver or MplexFlag.CloseInitiator when stream is not null:
                session.FinishRemote(stream);
                break;
            case MplexFlag.ResetReceiver or MplexFlag.ResetInitiator when stream is not null:
                session.EndByReset(stream);
                break;
            default:
                // Late frames of a stream that is forgotten.
                break;
        }
    }

    private void Open(ulong id, MplexCoreStream? existing)
    {
        if (existing is not null)
        {
            session.Fail("stream id in use");
        }
        else if (session.IsGoingAway || session.StreamCount - session.OutboundCount >= session.Options.MaximumInboundStreams)
        {
            session.Answer(new(id, MplexFlag.ResetReceiver, 0));
        }
        else
        {
            session.Raise(new(MuxerEventKind.StreamOpened, session.AddInbound(id)));
        }
    }
}
