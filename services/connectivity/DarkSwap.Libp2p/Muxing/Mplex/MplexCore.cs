using System.Buffers;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing.Mplex;

/// <summary>An mplex session without I/O (libp2p mplex specification).</summary>
internal sealed class MplexCore : MuxerCore
{
    private readonly MplexSession session;
    private readonly MplexReceiver receiver;

    internal MplexCore(IMemoryBudget budget, MplexOptions options)
        : this(new MplexSession(options, budget))
    {
    }

    private MplexCore(MplexSession session)
        : base(session, session.Options.SendBufferLength)
    {
        this.session = session;
        receiver = new MplexReceiver(session);
    }

    internal override TimeSpan? RoundTrip => null;

    internal override bool IsDrained => session.IsGoingAway && session.StreamCount == 0 && !session.HasAnswers;

    internal override bool IsPeerToClose => false;

    internal override bool IsInputPaused => session.Stall.IsActive;

    internal override int MaximumFrameLength => (2 * MplexHeader.MaximumSize) + session.Options.MaximumDataLength;

    protected override bool HasOutput => session.HasAnswers || session.Scheduler.HasStreams;

    protected override MonotonicTime? NextProtocolTimeout => session.Stall.Deadline;

    internal override MuxerStreamState? TryOpen(MonotonicTime now) => TryOpenStream();

    internal MplexCoreStream? TryOpenStream() =>
        session.IsOver || session.IsGoingAway || session.OutboundCount >= session.Options.MaximumOutboundStreams ? null : session.AddOutbound();

    internal override bool TryTakeOutput(IBufferWriter<byte> output)
    {
        if (session.TryTakeAnswer(out var answer))
        {
            Write(output, answer, null);
            return true;
        }

        while (session.Scheduler.TryTakeControl(out _))
        {
            // A session without windows has nothing to say of a stream that memory is there for again.
        }

        while (session.Scheduler.TryTakeData(out var stream))
        {
            if (TryWriteData((MplexCoreStream)stream, output))
            {
                return true;
            }
        }

        return TryWriteIntroduction(output);
    }

    protected override void HandleBytes(ReadOnlySpan<byte> input, MonotonicTime now) => receiver.HandleInput(input);

    protected override void HandleProtocolTimeout(MonotonicTime now)
    {
        foreach (var stream in session.Stall.TakeOverdue(now))
        {
            session.Reset(stream);
            session.Raise(new(MuxerEventKind.StreamReset, stream));
        }
    }

    protected override void NoteConsumed(MuxerStreamState stream, MonotonicTime now)
    {
        // The driver asks whether input is paused before it reads on.
    }

    protected override void ScheduleData(MuxerStreamState stream)
    {
        if (stream.SendQueue.Length > 0)
        {
            session.Scheduler.AddData(stream);
        }
    }

    private bool TryWriteData(MplexCoreStream stream, IBufferWriter<byte> output)
    {
        if (stream.IsReset)
        {
            return false;
        }

        var length = Math.Min(stream.SendQueue.Length, session.Options.MaximumDataLength);
        if (length > 0)
        {
            Introduce(stream, output);
            Write(output, new(stream.Id, stream.MessageFlag, length), stream.SendQueue);
            if (stream.SendQueue.Length > 0 || stream.IsFinishPending)
            {
                session.Scheduler.AddData(stream);
            }

            if (stream.SendQueue.Length <= session.Options.SendBufferLength / 2)
            {
                session.NoteRoom(stream);
            }
        }
        else if (stream.IsFinishPending)
        {
            Introduce(stream, output);
            Write(output, new(stream.Id, stream.CloseFlag, 0), null);
            stream.IsFinishPending = false;
            stream.IsFinishSent = true;
            session.EndIfFinished(stream);
        }

        return length > 0 || stream.IsFinishSent;
    }

    /// <summary>Those that data has not introduced.</summary>
    private bool TryWriteIntroduction(IBufferWriter<byte> output)
    {
        while (session.Scheduler.TryTakeIntroduction(out var introduced))
        {
            if (introduced is MplexCoreStream { IsReset: false, IsIntroduced: false } stream)
            {
                Introduce(stream, output);
                return true;
            }
        }

        return false;
    }

    private static void Introduce(MplexCoreStream stream, IBufferWriter<byte> output)
    {
        if (!stream.IsIntroduced)
        {
            stream.IsIntroduced = true;
            Write(output, new(stream.Id, MplexFlag.NewStream, 0), null);
        }
    }

    private static void Write(IBufferWriter<byte> output, MplexHeader header, ByteQueue? data)
    {
        var span = output.GetSpan(MplexHeader.MaximumSize + header.Length);
        var size = header.Write(span);
        data?.Take(span.Slice(size, header.Length));
        output.Advance(size + header.Length);
    }
}
