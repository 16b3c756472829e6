using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;

namespace DarkSwap.Libp2p.Transports;

/// <summary>A connection that nothing is known of but where it goes.</summary>
internal sealed record TransportConnection(Stream Stream, Multiaddr LocalAddress, Multiaddr RemoteAddress)
{
    /// <summary>What an accepted connection has yet to do before it carries bytes: a proxy's header, TLS, an HTTP upgrade. The transport bounds its bytes and its time; null when there is nothing to do.</summary>
    internal Func<CancellationToken, Task<TransportConnection>>? Preparation { get; init; }

    /// <summary>True while a listed proxy speaks for somebody whose address is known only once the connection is prepared: limits per address are for that one.</summary>
    internal bool IsFromProxy { get; init; }

    /// <summary>Set by a transport that secures and multiplexes by itself (QUIC, WebRTC): proves the peer, calls <see cref="UpgradeRules.EnterPeer"/>, and starts its own muxer with that budget. The stream then only serves to drop the connection.</summary>
    internal Func<UpgradeRules, CancellationToken, Task<UpgradedConnection>>? OwnUpgrade { get; init; }

    /// <summary>File handles that the connection holds: none for what shares a socket or runs inside another connection.</summary>
    internal int FileHandles { get; init; } = 1;

    /// <summary>The connection as it can be used. Count an accepted connection before this, not after: peers may take their time here.</summary>
    /// <exception cref="IOException">The peer broke the transport's protocol, or left.</exception>
    /// <exception cref="TimeoutException">The peer took too long.</exception>
    internal Task<TransportConnection> PrepareAsync(CancellationToken cancellationToken) => Preparation?.Invoke(cancellationToken) ?? Task.FromResult(this);
}
