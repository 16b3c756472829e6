using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>What a session knows of one stream. Only <see cref="YamuxCore"/> changes it.</summary>
internal sealed class YamuxCoreStream(uint id, bool isOutbound)
{
    internal uint Id { get; } = id;

    internal bool IsOutbound { get; } = isOutbound;

    /// <summary>Whatever the driver ties to this stream.</summary>
    internal object? Owner { get; set; }

    internal StreamPriority Priority { get; set; }

    internal ByteQueue SendQueue { get; } = new();

    internal ByteQueue ReceiveQueue { get; } = new();

    /// <summary>Bytes that the peer lets us send.</summary>
    internal long SendWindow { get; set; } = YamuxOptions.InitialWindow;

    /// <summary>Bytes that we let the peer send.</summary>
    internal long ReceiveWindow { get; set; } = YamuxOptions.InitialWindow;

    /// <summary>What the receive window is refilled to.</summary>
    internal long ReceiveWindowTarget { get; set; } = YamuxOptions.InitialWindow;

    internal MonotonicTime LastWindowUpdate { get; set; }

    /// <summary>SYN (ours) or ACK (theirs) that has not been sent yet.</summary>
    internal YamuxFlags PendingFlags { get; set; } = isOutbound ? YamuxFlags.Synchronize : YamuxFlags.Acknowledge;

    internal bool IsAcknowledged { get; set; } = !isOutbound;

    internal bool IsControlQueued { get; set; }

    internal bool IsDataQueued { get; set; }

    /// <summary>The writer wants to hear when the send queue has room.</summary>
    internal bool IsWriterWaiting { get; set; }

    internal bool IsFinishPending { get; set; }

    internal bool IsFinishSent { get; set; }

    internal bool IsRemoteFinished { get; set; }

    internal bool IsReset { get; set; }

    /// <summary>Nobody reads any more.</summary>
    internal bool IsAbandoned { get; set; }

    /// <summary>The session has forgotten the stream.</summary>
    internal bool IsEnded { get; set; }
}
