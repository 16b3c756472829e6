using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Identify;
using DarkSwap.Libp2p.Identity.Store;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Ping;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Swarm.Addresses;
using DarkSwap.Libp2p.Swarm.Dialing;
using DarkSwap.Libp2p.Swarm.Pool;
using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Libp2p.Transports.WebSockets;

namespace DarkSwap.Libp2p.Hosting;

/// <summary>The one door for users of this library: a node that listens, dials, and speaks protocols over authenticated streams.</summary>
public interface ILibp2pHost : IAsyncDisposable
{
    PeerId LocalPeer { get; }

    /// <summary>Addresses that are listened on, with the ports that the system gave.</summary>
    IReadOnlyList<Multiaddr> ListenAddresses { get; }

    /// <summary>Addresses that are told to others: the configured ones, or else the listen addresses with wildcards replaced by the interfaces' addresses.</summary>
    IReadOnlyList<Multiaddr> AnnouncedAddresses { get; }

    /// <summary>One entry per connected peer: the connection that new streams use.</summary>
    IReadOnlyList<IPeerConnection> Connections { get; }

    /// <summary>What peers are worth, which decides whose connections go first when there are too many.</summary>
    PeerValues PeerValues { get; }

    /// <summary>What is remembered of peers. The host adds addresses that worked or failed and what identify tells; whoever learns of peers elsewhere adds that.</summary>
    IPeerStore PeerStore { get; }

    /// <summary>What all connections hold together, and what was refused.</summary>
    ResourceUsage Usage { get; }

    /// <summary>What secure WebSockets are served with; null while none are.</summary>
    CertificateStatus? WebSocketCertificate { get; }

    /// <summary>Raised once a connection is usable, before a dial returns it; handlers return at once and do not throw.</summary>
    event EventHandler<ConnectionEventArguments>? ConnectionOpened;

    /// <summary>Raised once for every connection of <see cref="ConnectionOpened"/>, after its last byte.</summary>
    event EventHandler<ConnectionEventArguments>? ConnectionClosed;

    /// <summary>Raised when a peer has said which protocols and addresses it has, and again when it pushes a change.</summary>
    event EventHandler<PeerIdentifiedEventArguments>? PeerIdentified;

    /// <summary>Raised when a protocol handler ends with an exception other than its stream's end; the stream is reset.</summary>
    event EventHandler<HandlerFailedEventArguments>? HandlerFailed;

    /// <exception cref="NotSupportedException">A listen address has no transport; the message names it.</exception>
    Task StartAsync(IReadOnlyList<Multiaddr> listenAddresses, CancellationToken cancellationToken);

    /// <summary>Connects to an address, or returns the live connection to the peer that it names. Simultaneous dials to an address share one attempt. Without /p2p any peer that answers is taken.</summary>
    /// <exception cref="IOException">The address cannot be reached, the handshake failed, another peer answered, or a gate or limit refused.</exception>
    /// <exception cref="TimeoutException">A stage took too long.</exception>
    /// <exception cref="NotSupportedException">The address has no transport; the message names it.</exception>
    Task<IPeerConnection> DialAsync(Multiaddr address, CancellationToken cancellationToken);

    /// <summary>Connects to a peer by the first of its addresses that works, tried in the order of their worth and staggered, or returns the live connection. Simultaneous dials of a peer are one dial, of all their addresses.</summary>
    /// <param name="addresses">With or without the peer at their end; the first 25 are tried.</param>
    /// <param name="origin">Who told the addresses: what strangers told does not lead inside our own networks, and rests after a failure.</param>
    /// <exception cref="DialFailedException">No address led to the peer; with a single address its own <see cref="IOException"/> or <see cref="TimeoutException"/> comes instead.</exception>
    /// <exception cref="NotSupportedException">No address has a transport.</exception>
    Task<IPeerConnection> DialAsync(PeerId peerId, IReadOnlyList<Multiaddr> addresses, AddressOrigin origin, CancellationToken cancellationToken);

    /// <summary>Connects to a peer by the addresses that <see cref="PeerStore"/> has of it, or returns the live connection.</summary>
    /// <inheritdoc cref="DialAsync(PeerId, IReadOnlyList{Multiaddr}, AddressOrigin, CancellationToken)"/>
    Task<IPeerConnection> DialAsync(PeerId peerId, CancellationToken cancellationToken);

    /// <summary>The same, and the connection is kept for as long as the lease: it is not closed for want of room.</summary>
    Task<ConnectionLease> LeaseAsync(PeerId peerId, IReadOnlyList<Multiaddr> addresses, AddressOrigin origin, CancellationToken cancellationToken);

    /// <summary>Opens a stream over the peer's preferred connection and negotiates <paramref name="protocolId"/>.</summary>
    /// <exception cref="PeerNotConnectedException">There is no connection; this does not dial.</exception>
    /// <exception cref="ProtocolNotSupportedException">The peer refused the protocol.</exception>
    /// <exception cref="IOException">The connection ended; the two above are IOExceptions too.</exception>
    /// <exception cref="TimeoutException">The peer did not answer in time.</exception>
    Task<PeerStream> OpenStreamAsync(PeerId peerId, string protocolId, CancellationToken cancellationToken);

    /// <summary>Serves a protocol to peers. The stream belongs to the handler's call: it is closed when the returned task ends well and reset when it fails.</summary>
    void Handle(string protocolId, ProtocolHandler handler);

    /// <summary>The same with bounds of its own: streams beyond them are reset.</summary>
    void Handle(string protocolId, ProtocolHandler handler, ProtocolLimits limits);

    void StopHandling(string protocolId);

    /// <summary>What the peer told of itself on its current connection, or null while identify has not run.</summary>
    PeerInformation? FindPeer(PeerId peerId);

    /// <summary>Measures one round trip with /ipfs/ping/1.0.0.</summary>
    Task<TimeSpan> PingAsync(PeerId peerId, CancellationToken cancellationToken);

    /// <summary>The pings of a peer since it connected; null before the first came back.</summary>
    PingStatistics? FindPings(PeerId peerId);

    /// <summary>Closes every connection to the peer, gracefully first.</summary>
    Task DisconnectAsync(PeerId peerId, CancellationToken cancellationToken);

    /// <summary>Stops listening, says goodbye on every connection, waits for streams to end until the configured grace is over, and closes.</summary>
    Task CloseAsync(CancellationToken cancellationToken);
}
