using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing.Mplex;

/// <summary>Streams that have more unread bytes than their buffer holds. While there are any the connection is not read, for a bounded time.</summary>
internal sealed class MplexStall(MplexOptions options)
{
    private readonly List<MuxerStreamState> full = [];
    private MonotonicTime deadline;

    internal bool IsActive
    {
        get
        {
            full.RemoveAll(stream => stream.ReceiveQueue.Length <= options.ReceiveBufferLength);
            return full.Count > 0;
        }
    }

    internal MonotonicTime? Deadline => IsActive ? deadline : null;

    internal void NoteReceived(MuxerStreamState stream, MonotonicTime now)
    {
        if (stream.ReceiveQueue.Length <= options.ReceiveBufferLength || full.Contains(stream))
        {
            return;
        }

        if (!IsActive)
        {
            deadline = now + options.MaximumStall;
        }

        full.Add(stream);
    }

    /// <summary>The streams whose readers have taken too long.</summary>
    internal IReadOnlyList<MuxerStreamState> TakeOverdue(MonotonicTime now) => Deadline is { } due && due <= now ? [.. full] : [];
}
