using DarkSwap.Libp2p.Identify;
using DarkSwap.Libp2p.Identity.Store;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Security;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Transports;

namespace DarkSwap.Libp2p.Hosting;

public sealed record Libp2pHostOptions
{
    /// <summary>Addresses to tell others instead of those that are listened on, for a node behind a known forwarding.</summary>
    public IReadOnlyList<Multiaddr> AnnouncedAddresses { get; init; } = [];

    /// <summary>By multistream id, in the order of preference; names that this library does not have are refused.</summary>
    public IReadOnlyList<string> SecurityProtocols { get; init; } = ["/noise", "/tls/1.0.0"];

    /// <summary>By multistream id, in the order of preference; names that this library does not have are refused.</summary>
    public IReadOnlyList<string> Muxers { get; init; } = ["/yamux/1.0.0", "/mplex/6.7.0"];

    public SwarmOptions Swarm { get; init; } = new();

    public TransportOptions Transports { get; init; } = new();

    /// <summary>The memory of peers; null for one that ends with the host.</summary>
    public IPeerStore? PeerStore { get; init; }

    /// <summary>Handshakes to have in place of Noise and TLS, for simulations.</summary>
    internal IReadOnlyList<ISecurityProtocol> SecurityInstead { get; init; } = [];

    public IdentifyOptions Identify { get; init; } = new();

    /// <summary>Serve /perf/1.0.0. Off by default: anybody can make a node that serves it send and receive.</summary>
    public bool IsPerfServed { get; init; }

    /// <summary>Most bytes that one perf stream may move each way.</summary>
    public long MaximumPerfBytes { get; init; } = 1024 * 1024 * 1024;
}
