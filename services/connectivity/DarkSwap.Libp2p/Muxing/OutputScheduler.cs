namespace DarkSwap.Libp2p.Muxing;

/// <summary>Which stream is written next: window updates before data, high before the rest, medium and low four to one, and round robin within a class.</summary>
internal sealed class OutputScheduler
{
    private const int MediumTurns = 4;

    private readonly Queue<MuxerStreamState> control = new();
    private readonly Queue<MuxerStreamState> introductions = new();
    private readonly Queue<MuxerStreamState> high = new();
    private readonly Queue<MuxerStreamState> medium = new();
    private readonly Queue<MuxerStreamState> low = new();
    private int mediumTurnsTaken;

    /// <summary>Something is to be sent now.</summary>
    internal bool HasStreams => control.Count + high.Count + medium.Count + low.Count > 0;

    /// <summary>A stream that was opened or accepted is to be told to the peer, with its first data or whatever else is sent.</summary>
    internal bool HasIntroductions => introductions.Count > 0;

    internal void AddIntroduction(MuxerStreamState stream) => introductions.Enqueue(stream);

    internal bool TryTakeIntroduction(out MuxerStreamState stream) => introductions.TryDequeue(out stream!);

    internal void AddControl(MuxerStreamState stream)
    {
        if (!stream.IsControlQueued)
        {
            stream.IsControlQueued = true;
            control.Enqueue(stream);
        }
    }

    internal void AddData(MuxerStreamState stream)
    {
        if (!stream.IsDataQueued)
        {
            stream.IsDataQueued = true;
            QueueOf(stream.Priority).Enqueue(stream);
        }
    }

    internal bool TryTakeControl(out MuxerStreamState stream)
    {
        var isTaken = control.TryDequeue(out stream!);
        if (isTaken)
        {
            stream.IsControlQueued = false;
        }

        return isTaken;
    }

    internal bool TryTakeData(out MuxerStreamState stream)
    {
        var queue = high.Count > 0 ? high : SharedQueue();
        var isTaken = queue.TryDequeue(out stream!);
        if (isTaken)
        {
            stream.IsDataQueued = false;
        }

        return isTaken;
    }

    internal void Clear()
    {
        control.Clear();
        introductions.Clear();
        high.Clear();
        medium.Clear();
        low.Clear();
    }

    private Queue<MuxerStreamState> SharedQueue()
    {
        if (low.Count == 0)
        {
            return medium;
        }

        if (medium.Count == 0 || mediumTurnsTaken == MediumTurns)
        {
            mediumTurnsTaken = 0;
            return low;
        }

        mediumTurnsTaken++;
        return medium;
    }

    private Queue<MuxerStreamState> QueueOf(StreamPriority priority) => priority switch
    {
        StreamPriority.High => high,
        StreamPriority.Medium => medium,
        StreamPriority.Low => low,
    };
}
