namespace DarkSwap.Libp2p.Muxing;

/// <summary>Many streams over one secured connection.</summary>
internal interface IMuxer : IAsyncDisposable
{
    TimeSpan? RoundTripTime { get; }

    long BytesReceived { get; }

    long BytesSent { get; }

    int StreamCount { get; }

    /// <summary>Ends when the connection has ended, with the reason; never fails.</summary>
    Task<string> Completion { get; }

    /// <summary>Opens a stream, waiting while too many are unacknowledged or open.</summary>
    ValueTask<MuxedStream> OpenAsync(CancellationToken cancellationToken);

    /// <summary>The next stream that the peer opened; null at the end of the connection.</summary>
    ValueTask<MuxedStream?> AcceptAsync(CancellationToken cancellationToken);

    /// <summary>Says goodbye, waits for the streams to end until the token is cancelled, and closes.</summary>
    Task CloseAsync(CancellationToken cancellationToken);

    /// <summary>Closes at once; streams see a reset.</summary>
    void Abort(string reason);
}
