namespace DarkSwap.Libp2p.Muxing;

/// <summary>What a muxer's core knows of one stream. Only the core changes it.</summary>
internal abstract class MuxerStreamState(bool isOutbound, SessionMemory memory)
{
    internal bool IsOutbound { get; } = isOutbound;

    /// <summary>Whatever the driver ties to this stream.</summary>
    internal object? Owner { get; set; }

    internal StreamPriority Priority { get; set; }

    internal ByteQueue SendQueue { get; } = new(memory);

    internal ByteQueue ReceiveQueue { get; } = new(memory);

    internal bool IsControlQueued { get; set; }

    internal bool IsDataQueued { get; set; }

    /// <summary>The writer wants to hear when the send queue has room.</summary>
    internal bool IsWriterWaiting { get; set; }

    /// <summary>Waits, with its writer or its window, until memory is less tight.</summary>
    internal bool IsStarved { get; set; }

    internal bool IsFinishPending { get; set; }

    internal bool IsFinishSent { get; set; }

    internal bool IsRemoteFinished { get; set; }

    /// <summary>Nothing can be written any more, and nothing read unless <see cref="KeepsUnread"/>.</summary>
    internal bool IsReset { get; set; }

    /// <summary>The session ended after the peer had finished the stream: what it sent can be read to the end.</summary>
    internal bool KeepsUnread { get; set; }

    /// <summary>Nobody reads any more.</summary>
    internal bool IsAbandoned { get; set; }

    /// <summary>The session has forgotten the stream.</summary>
    internal bool IsEnded { get; set; }

    /// <summary>Its place among the streams with unread data; negative when it has none.</summary>
    internal int UnreadIndex { get; set; } = -1;
}
