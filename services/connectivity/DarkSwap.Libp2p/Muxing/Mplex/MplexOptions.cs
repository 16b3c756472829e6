namespace DarkSwap.Libp2p.Muxing.Mplex;

/// <summary>Bounds of one mplex session.</summary>
public sealed record MplexOptions
{
    /// <summary>Unread bytes of one stream from which on the whole connection is read no further: mplex cannot hold back a single stream.</summary>
    public int ReceiveBufferLength { get; init; } = 1024 * 1024;

    /// <summary>How long the connection waits for the readers of such streams; then they are reset.</summary>
    public TimeSpan MaximumStall { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes of memory that all streams of a session may buffer together, unread and unsent; over it the stream with most unread bytes is reset.</summary>
    public int MaximumBufferedBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Bytes that one stream takes from its writer before the writer waits.</summary>
    public int SendBufferLength { get; init; } = 256 * 1024;

    /// <summary>Bytes of data in one frame that we send: also how long a stream of high priority waits for others.</summary>
    public int MaximumDataLength { get; init; } = (16 * 1024) - 28;

    public int MaximumInboundStreams { get; init; } = 512;

    public int MaximumOutboundStreams { get; init; } = 512;

    /// <summary>Frames without data that may wait for the peer to read; beyond it the session ends.</summary>
    public int MaximumPendingAnswers { get; init; } = 2048;

    /// <summary>How long a stream that we gave up may stay open on the peer's side before it is reset.</summary>
    public TimeSpan AbandonedStreamTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
