namespace DarkSwap.Libp2p.Muxing;

internal enum MuxerEventKind
{
    /// <summary>The peer opened a stream.</summary>
    StreamOpened,

    /// <summary>A stream has data, or the peer's direction ended.</summary>
    StreamReadable,

    /// <summary>A stream takes more from its writer.</summary>
    StreamWritable,

    /// <summary>A stream was reset by the peer or with the session.</summary>
    StreamReset,

    /// <summary>A stream left the session: both directions ended, or it was reset.</summary>
    StreamEnded,

    /// <summary>The peer acknowledged a stream: another may be opened.</summary>
    StreamAcknowledged,

    RoundTripMeasured,

    /// <summary>The peer opens and accepts no more streams.</summary>
    RemoteGoAway,

    /// <summary>The session is over: the peer broke the protocol or a bound, or fell silent.</summary>
    Fault,
}
