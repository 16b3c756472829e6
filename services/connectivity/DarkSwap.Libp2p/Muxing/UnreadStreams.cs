namespace DarkSwap.Libp2p.Muxing;

/// <summary>The streams of a session that have unread data, ended ones too.</summary>
internal sealed class UnreadStreams
{
    private readonly List<MuxerStreamState> streams = [];

    internal void Add(MuxerStreamState stream)
    {
        if (stream.UnreadIndex < 0)
        {
            stream.UnreadIndex = streams.Count;
            streams.Add(stream);
        }
    }

    internal void Remove(MuxerStreamState stream)
    {
        if (stream.UnreadIndex < 0)
        {
            return;
        }

        var last = streams[^1];
        streams[stream.UnreadIndex] = last;
        last.UnreadIndex = stream.UnreadIndex;
        streams.RemoveAt(streams.Count - 1);
        stream.UnreadIndex = -1;
    }

    internal MuxerStreamState? FindLargest() => streams.MaxBy(static stream => stream.ReceiveQueue.Length);
}
