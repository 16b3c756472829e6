namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>What the receiving and the sending half of a session share: its streams, what waits to be sent, what happened, and how streams and the session end.</summary>
internal sealed class YamuxSession(bool isClient, YamuxOptions options, IMemoryBudget budget, YamuxKeepAlive keepAlive)
{
    private readonly Queue<YamuxEvent> events = new();

    internal YamuxOptions Options { get; } = options;

    internal YamuxKeepAlive KeepAlive { get; } = keepAlive;

    internal YamuxStreamTable Streams { get; } = new(isClient);

    internal YamuxOutputScheduler Scheduler { get; } = new();

    internal YamuxAnswerQueue Answers { get; } = new(options.MaximumPendingAnswers);

    internal YamuxReceiveWindow Windows { get; } = new(options, budget);

    internal bool IsOver { get; private set; }

    internal bool IsGoingAway { get; set; }

    internal bool HasRemoteGoneAway { get; set; }

    internal void Raise(YamuxEvent yamuxEvent) => events.Enqueue(yamuxEvent);

    internal bool TryTakeEvent(out YamuxEvent yamuxEvent) => events.TryDequeue(out yamuxEvent);

    internal void Answer(YamuxHeader header)
    {
        if (!Answers.TryAdd(header))
        {
            Fail(YamuxGoAwayCode.ProtocolError, "too many control frames without reading the answers");
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

    internal void EndIfFinished(YamuxCoreStream stream)
    {
        if (stream.IsFinishSent && stream.IsRemoteFinished)
        {
            End(stream, isReset: false);
        }
    }

    internal void EndByReset(YamuxCoreStream stream)
    {
        End(stream, isReset: true);
        Raise(new(YamuxEventKind.StreamReset, stream));
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
        Raise(new(YamuxEventKind.Fault, Reason: reason));
    }

    /// <summary>Ends the session: every stream is reset.</summary>
    internal void Terminate()
    {
        IsOver = true;
        foreach (var stream in Streams.ToArray())
        {
            EndByReset(stream);
        }

        Scheduler.Clear();
    }

    private void End(YamuxCoreStream stream, bool isReset)
    {
        if (!Streams.Remove(stream))
        {
            return;
        }

        stream.IsReset |= isReset;
        Windows.Release(stream);
        if (isReset)
        {
            Windows.Discard(stream);
            stream.SendQueue.Clear();
        }

        Raise(new(YamuxEventKind.StreamEnded, stream));
    }
}
