namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>Frames without data that wait to be sent: pings, their answers, resets, goodbye. Bounded, since a peer causes most of them.</summary>
internal sealed class YamuxAnswerQueue(int capacity)
{
    private readonly Queue<YamuxHeader> headers = new();

    internal bool IsEmpty => headers.Count == 0;

    internal bool TryAdd(YamuxHeader header)
    {
        if (headers.Count >= capacity)
        {
            return false;
        }

        headers.Enqueue(header);
        return true;
    }

    internal bool TryTake(out YamuxHeader header) => headers.TryDequeue(out header);

    internal void Clear() => headers.Clear();
}
