namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>Bounds of one yamux session.</summary>
public sealed record YamuxOptions
{
    /// <summary>Receive window that every stream starts with, in bytes; the specification fixes it.</summary>
    internal const int InitialWindow = 256 * 1024;

    /// <summary>Largest receive window of one stream that auto-tuning reaches, in bytes.</summary>
    public int MaximumWindow { get; init; } = 16 * 1024 * 1024;

    /// <summary>Bytes of memory that all streams of a session may buffer together, unread and unsent; over it the stream with most unread bytes is reset.</summary>
    public int MaximumBufferedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Bytes that one stream takes from its writer before the writer waits.</summary>
    public int SendBufferLength { get; init; } = 256 * 1024;

    /// <summary>Bytes of data in one frame that we send: also how long a stream of high priority waits for others. Four frames of the default fill a Noise record, one a TLS record.</summary>
    public int MaximumDataLength { get; init; } = (16 * 1024) - 28;

    public int MaximumInboundStreams { get; init; } = 512;

    public int MaximumOutboundStreams { get; init; } = 512;

    /// <summary>Streams that we open before the peer acknowledges any (yamux specification, "Implementation notes": 256).</summary>
    public int MaximumUnacknowledgedStreams { get; init; } = 256;

    /// <summary>Answers to control frames that may wait for the peer to read; beyond it the session ends.</summary>
    public int MaximumPendingAnswers { get; init; } = 1024;

    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Silence after a ping that ends the session.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a stream that we gave up may stay open on the peer's side before it is reset.</summary>
    public TimeSpan AbandonedStreamTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
