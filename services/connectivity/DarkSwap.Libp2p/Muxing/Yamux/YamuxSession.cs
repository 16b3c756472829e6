namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>What the receiving and the sending half of a yamux session share.</summary>
internal sealed class YamuxSession : MuxerSession
{
    internal YamuxSession(bool isClient, YamuxOptions options, IMemoryBudget budget, YamuxKeepAlive keepAlive)
        : base(budget, options.MaximumBufferedBytes, options.AbandonedStreamTimeout)
    {
        Options = options;
        KeepAlive = keepAlive;
        Streams = new YamuxStreamTable(isClient);
        Answers = new AnswerQueue<YamuxHeader>(options.MaximumPendingAnswers);
        Windows = new YamuxReceiveWindow(this);
    }

    internal YamuxOptions Options { get; }

    internal YamuxKeepAlive KeepAlive { get; }

    internal YamuxStreamTable Streams { get; }

    internal AnswerQueue<YamuxHeader> Answers { get; }

    internal YamuxReceiveWindow Windows { get; }

    internal override int StreamCount => Streams.Count;

    internal void Answer(YamuxHeader header)
    {
        if (!Answers.TryAdd(header))
        {
            Fail(YamuxGoAwayCode.ProtocolError, "too many control frames without reading the answers");
        }
    }

    /// <summary>Ends the session with a reason that the peer is told.</summary>
    internal void Fail(YamuxGoAwayCode code, string reason)
    {
        if (IsOver)
        {
            return;
        }

        Terminate();
        Answers.Clear();
        Answers.TryAdd(new(YamuxFrameType.GoAway, YamuxFlags.None, 0, (uint)code));
        Raise(new(MuxerEventKind.Fault, Reason: reason));
    }

    /// <summary>The peer takes no more streams. Those of ours that it has not acknowledged crossed its goodbye: nobody will answer them.</summary>
    internal void NoteRemoteGoAway(uint code)
    {
        HasRemoteGoneAway = true;
        Raise(new(MuxerEventKind.RemoteGoAway, Reason: $"goodbye, code {code}"));
        foreach (var stream in Streams.ToArray())
        {
            if (!stream.IsAcknowledged)
            {
                stream.PendingFlags = YamuxFlags.None;
                EndByReset(stream);
            }
        }
    }

    protected override IReadOnlyList<MuxerStreamState> CopyStreams() => Streams.ToArray();

    protected override bool TryForget(MuxerStreamState stream)
    {
        var yamuxStream = (YamuxCoreStream)stream;
        if (!Streams.Remove(yamuxStream))
        {
            return false;
        }

        Windows.Release(yamuxStream);
        return true;
    }

    protected override void TellReset(MuxerStreamState stream)
    {
        var yamuxStream = (YamuxCoreStream)stream;
        var isKnownToPeer = (yamuxStream.PendingFlags & YamuxFlags.Synchronize) == 0;
        yamuxStream.PendingFlags = YamuxFlags.None;
        if (isKnownToPeer)
        {
            Answer(new(YamuxFrameType.WindowUpdate, YamuxFlags.Reset, yamuxStream.Id, 0));
        }
    }
}
