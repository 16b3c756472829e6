using System.Buffers;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>A yamux session without I/O (libp2p yamux specification).</summary>
internal sealed class YamuxCore : MuxerCore
{
    private readonly YamuxSession session;
    private readonly YamuxReceiver receiver;
    private readonly YamuxSender sender;

    internal YamuxCore(bool isClient, IMemoryBudget budget, YamuxOptions options, MonotonicTime now)
        : this(new YamuxSession(isClient, options, budget, new YamuxKeepAlive(options.KeepAliveInterval, options.KeepAliveTimeout, now)))
    {
    }

    private YamuxCore(YamuxSession session)
        : base(session, session.Options.SendBufferLength)
    {
        this.session = session;
        receiver = new YamuxReceiver(session);
        sender = new YamuxSender(session);
    }

    internal override TimeSpan? RoundTrip => session.KeepAlive.RoundTrip;

    internal override bool IsDrained => sender.IsDrained;

    internal override bool IsPeerToClose => !session.HasRemoteGoneAway;

    internal override int MaximumFrameLength => YamuxHeader.Size + session.Options.MaximumDataLength;

    protected override bool HasOutput => sender.HasOutput;

    protected override MonotonicTime? NextProtocolTimeout => session.KeepAlive.NextTimeout;

    internal override bool TryTakeOutput(IBufferWriter<byte> output) => sender.TryTakeOutput(output);

    internal override MuxerStreamState? TryOpen(MonotonicTime now) => TryOpenStream(now);

    internal YamuxCoreStream? TryOpenStream(MonotonicTime now)
    {
        if (session.IsOver || session.IsGoingAway || session.HasRemoteGoneAway
            || session.Streams.OutboundCount >= session.Options.MaximumOutboundStreams
            || session.Streams.UnacknowledgedCount >= session.Options.MaximumUnacknowledgedStreams
            || session.Streams.TryAddOutbound(session.Memory) is not { } stream)
        {
            return null;
        }

        stream.LastWindowUpdate = now;
        session.Scheduler.AddIntroduction(stream);
        return stream;
    }

    protected override void HandleBytes(ReadOnlySpan<byte> input, MonotonicTime now) => receiver.HandleInput(input, now);

    protected override void HandleProtocolTimeout(MonotonicTime now)
    {
        if (session.KeepAlive.IsPeerSilent(now))
        {
            session.Fail(YamuxGoAwayCode.Normal, "no answer to a ping");
        }
        else if (session.KeepAlive.TryStartPing(now, out var value))
        {
            session.Answer(new(YamuxFrameType.Ping, YamuxFlags.Synchronize, 0, value));
        }
    }

    protected override void NoteConsumed(MuxerStreamState stream, MonotonicTime now)
    {
        if (session.Windows.ShouldUpdate((YamuxCoreStream)stream, RoundTrip, now))
        {
            session.Scheduler.AddControl(stream);
        }
    }

    protected override void ScheduleData(MuxerStreamState stream)
    {
        if (((YamuxCoreStream)stream).SendWindow > 0)
        {
            session.Scheduler.AddData(stream);
        }
    }
}
