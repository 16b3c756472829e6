using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>What a session knows of one stream. Only <see cref="YamuxCore"/> changes it.</summary>
internal sealed class YamuxCoreStream(uint id, bool isOutbound, SessionMemory memory) : MuxerStreamState(isOutbound, memory)
{
    internal uint Id { get; } = id;

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
}
