namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>The streams of a session: odd ids are the client's, even ones the server's.</summary>
internal sealed class YamuxStreamTable(bool isClient)
{
    private readonly Dictionary<uint, YamuxCoreStream> streams = [];
    private uint nextId = isClient ? 1u : 2u;

    internal int Count => streams.Count;

    internal int InboundCount => streams.Count - OutboundCount;

    internal int OutboundCount { get; private set; }

    internal int UnacknowledgedCount { get; private set; }

    internal YamuxCoreStream? Find(uint id) => streams.GetValueOrDefault(id);

    internal bool IsInboundId(uint id) => id != 0 && id % 2 == 1 != isClient;

    internal YamuxCoreStream[] ToArray() => [.. streams.Values];

    /// <summary>Null when the ids are used up: the session has opened 2^31 streams.</summary>
    internal YamuxCoreStream? TryAddOutbound(SessionMemory memory)
    {
        if (nextId > uint.MaxValue - 2)
        {
            return null;
        }

        var stream = new YamuxCoreStream(nextId, isOutbound: true, memory);
        streams.Add(nextId, stream);
        nextId += 2;
        OutboundCount++;
        UnacknowledgedCount++;
        return stream;
    }

    internal YamuxCoreStream AddInbound(uint id, SessionMemory memory)
    {
        var stream = new YamuxCoreStream(id, isOutbound: false, memory);
        streams.Add(id, stream);
        return stream;
    }

    /// <summary>False when the stream was acknowledged before.</summary>
    internal bool Acknowledge(YamuxCoreStream stream)
    {
        if (stream.IsAcknowledged)
        {
            return false;
        }

        stream.IsAcknowledged = true;
        UnacknowledgedCount--;
        return true;
    }

    internal bool Remove(YamuxCoreStream stream)
    {
        if (stream.IsEnded)
        {
            return false;
        }

        Acknowledge(stream);
        stream.IsEnded = true;
        streams.Remove(stream.Id);
        OutboundCount -= stream.IsOutbound ? 1 : 0;
        return true;
    }
}
