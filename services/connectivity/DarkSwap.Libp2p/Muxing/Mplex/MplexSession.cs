namespace DarkSwap.Libp2p.Muxing.Mplex;

/// <summary>What the parts of an mplex session share: its streams, frames without data, and how both end.</summary>
internal sealed class MplexSession : MuxerSession
{
    private readonly Dictionary<(ulong Id, bool IsOutbound), MplexCoreStream> streams = [];
    private readonly AnswerQueue<MplexHeader> answers;
    private ulong nextId;

    internal MplexSession(MplexOptions options, IMemoryBudget budget)
        : base(budget, options.MaximumBufferedBytes, options.AbandonedStreamTimeout)
    {
        Options = options;
        answers = new AnswerQueue<MplexHeader>(options.MaximumPendingAnswers);
        Stall = new MplexStall(options);
    }

    internal MplexOptions Options { get; }

    internal MplexStall Stall { get; }

    internal override int StreamCount => streams.Count;

    internal int OutboundCount { get; private set; }

    internal bool HasAnswers => !answers.IsEmpty;

    internal MplexCoreStream? Find(ulong id, bool isOutbound) => streams.GetValueOrDefault((id, isOutbound));

    internal MplexCoreStream AddOutbound()
    {
        var stream = new MplexCoreStream(nextId++, isOutbound: true, Memory);
        streams.Add((stream.Id, true), stream);
        OutboundCount++;
        Scheduler.AddIntroduction(stream);
        return stream;
    }

    internal MplexCoreStream AddInbound(ulong id)
    {
        var stream = new MplexCoreStream(id, isOutbound: false, Memory);
        streams.Add((id, false), stream);
        return stream;
    }

    internal void Answer(MplexHeader header)
    {
        if (!IsOver && !answers.TryAdd(header))
        {
            Fail("too many control frames without reading the answers");
        }
    }

    internal bool TryTakeAnswer(out MplexHeader header) => answers.TryTake(out header);

    /// <summary>Ends the session; mplex has no frame to tell the peer why.</summary>
    internal void Fail(string reason)
    {
        if (!IsOver)
        {
            Terminate();
            answers.Clear();
            Raise(new(MuxerEventKind.Fault, Reason: reason));
        }
    }

    protected override IReadOnlyList<MuxerStreamState> CopyStreams() => [.. streams.Values];

    protected override bool TryForget(MuxerStreamState stream)
    {
        if (stream.IsEnded)
        {
            return false;
        }

        stream.IsEnded = true;
        OutboundCount -= stream.IsOutbound ? 1 : 0;
        return streams.Remove((((MplexCoreStream)stream).Id, stream.IsOutbound));
    }

    protected override void TellReset(MuxerStreamState stream)
    {
        var mplexStream = (MplexCoreStream)stream;
        if (mplexStream.IsIntroduced)
        {
            Answer(new(mplexStream.Id, mplexStream.ResetFlag, 0));
        }
    }
}
