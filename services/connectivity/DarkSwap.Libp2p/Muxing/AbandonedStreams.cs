using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing;

/// <summary>Streams that nobody here uses any more and whose peer has not ended its side, in the order of their deadlines.</summary>
internal sealed class AbandonedStreams(TimeSpan patience)
{
    private readonly Queue<(MuxerStreamState Stream, MonotonicTime Deadline)> streams = new();

    internal MonotonicTime? NextDeadline => streams.TryPeek(out var first) ? first.Deadline : null;

    internal void Add(MuxerStreamState stream, MonotonicTime now)
    {
        while (streams.TryPeek(out var first) && first.Stream.IsEnded)
        {
            streams.Dequeue();
        }

        streams.Enqueue((stream, now + patience));
    }

    /// <summary>Takes one whose deadline has passed.</summary>
    internal bool TryTake(MonotonicTime now, out MuxerStreamState stream)
    {
        stream = null!;
        if (!streams.TryPeek(out var first) || first.Deadline > now)
        {
            return false;
        }

        stream = streams.Dequeue().Stream;
        return true;
    }
}
