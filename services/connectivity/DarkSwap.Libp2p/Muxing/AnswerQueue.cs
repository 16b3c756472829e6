namespace DarkSwap.Libp2p.Muxing;

/// <summary>Frames without data that wait to be sent: pings, their answers, resets, goodbye. Bounded, since a peer causes most of them.</summary>
internal sealed class AnswerQueue<THeader>(int capacity)
    where THeader : struct
{
    private readonly Queue<THeader> headers = new();

    internal bool IsEmpty => headers.Count == 0;

    internal bool TryAdd(THeader header)
    {
        if (headers.Count >= capacity)
        {
            return false;
        }

        headers.Enqueue(header);
        return true;
    }

    internal bool TryTake(out THeader header) => headers.TryDequeue(out header);

    internal void Clear() => headers.Clear();
}
