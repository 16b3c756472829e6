using System.Buffers;

namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>The sending half of a session: decides which frame is next.</summary>
internal sealed class YamuxSender(YamuxSession session)
{
    private bool isGoodbyeSent;

    /// <summary>An end said goodbye and the last stream has ended: the connection has no more use.</summary>
    internal bool IsDrained => (isGoodbyeSent || session.HasRemoteGoneAway) && session.Streams.Count == 0 && session.Answers.IsEmpty;

    internal bool HasOutput => !session.Answers.IsEmpty || session.Scheduler.HasStreams || IsGoodbyeDue;

    private bool IsGoodbyeDue => session.IsGoingAway && !isGoodbyeSent && !session.IsOver && session.Streams.Count == 0;

    internal bool TryTakeOutput(IBufferWriter<byte> output)
    {
        if (session.Answers.TryTake(out var answer))
        {
            YamuxFrameWriter.WriteHeader(output, answer);
            return true;
        }

        while (session.Scheduler.TryTakeControl(out var controlled))
        {
            var stream = (YamuxCoreStream)controlled;
            if (YamuxReceiveWindow.TryTakeUpdate(stream, out var update))
            {
                YamuxFrameWriter.WriteHeader(output, update);
                return true;
            }
        }

        while (session.Scheduler.TryTakeData(out var stream))
        {
            if (TryWriteData((YamuxCoreStream)stream, output))
            {
                return true;
            }
        }

        return TryWriteIntroduction(output) || TryWriteGoodbye(output);
    }

    /// <summary>The end of a direction goes in a frame of its own: js-libp2p acts on a frame's flags before its data.</summary>
    private bool TryWriteData(YamuxCoreStream stream, IBufferWriter<byte> output)
    {
        var length = (int)Math.Min(Math.Min(stream.SendQueue.Length, stream.SendWindow), session.Options.MaximumDataLength);
        var isFinish = stream.IsFinishPending && stream.SendQueue.Length == 0;
        if (stream.IsReset || (length == 0 && !isFinish))
        {
            return false;
        }

        YamuxFrameWriter.WriteData(output, stream, length, isFinish);
        stream.SendWindow -= length;
        if (isFinish)
        {
            stream.IsFinishPending = false;
            stream.IsFinishSent = true;
            session.EndIfFinished(stream);
        }
        else if (stream.IsFinishPending ? stream.SendQueue.Length == 0 || stream.SendWindow > 0 : stream.SendQueue.Length > 0 && stream.SendWindow > 0)
        {
            session.Scheduler.AddData(stream);
        }

        if (stream.SendQueue.Length <= session.Options.SendBufferLength / 2)
        {
            session.NoteRoom(stream);
        }

        return true;
    }

    /// <summary>Those that data has not introduced.</summary>
    private bool TryWriteIntroduction(IBufferWriter<byte> output)
    {
        while (session.Scheduler.TryTakeIntroduction(out var introduced))
        {
            var stream = (YamuxCoreStream)introduced;
            if (stream.PendingFlags != YamuxFlags.None && YamuxReceiveWindow.TryTakeUpdate(stream, out var update))
            {
                YamuxFrameWriter.WriteHeader(output, update);
                return true;
            }
        }

        return false;
    }

    /// <summary>Goodbye is the last frame, after every stream has ended: js-libp2p drops open streams when it hears it.</summary>
    private bool TryWriteGoodbye(IBufferWriter<byte> output)
    {
        if (!IsGoodbyeDue)
        {
            return false;
        }

        isGoodbyeSent = true;
        YamuxFrameWriter.WriteHeader(output, new(YamuxFrameType.GoAway, YamuxFlags.None, 0, (uint)YamuxGoAwayCode.Normal));
        return true;
    }
}
