using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>An authenticated, multiplexed connection to a peer.</summary>
public interface IPeerConnection
{
    PeerId RemotePeer { get; }

    Multiaddr LocalAddress { get; }

    Multiaddr RemoteAddress { get; }

    ConnectionDirection Direction { get; }

    DateTimeOffset OpenedAt { get; }

    /// <summary>Last round trip measured by the muxer; null before the first answer.</summary>
    TimeSpan? RoundTripTime { get; }

    long BytesReceived { get; }

    long BytesSent { get; }

    int StreamCount { get; }

    /// <summary>Ends when the connection has ended; never fails.</summary>
    Task Completion { get; }

    /// <summary>Opens a stream and negotiates the first of <paramref name="protocolIds"/> that the peer speaks.</summary>
    Task<PeerStream> OpenStreamAsync(IReadOnlyList<string> protocolIds, CancellationToken cancellationToken);

    /// <summary>Says goodbye, waits for open streams to end until the token is cancelled, and closes.</summary>
    Task CloseAsync(CancellationToken cancellationToken);

    /// <summary>Closes at once; streams see a reset.</summary>
    void Abort();
}
