using System.Net;

namespace DarkSwap.Libp2p.Swarm.Resources;

/// <summary>What peers may take of a node. Limits per address and subnet are far below those of the node, so that one place cannot use up what is meant for all.</summary>
public sealed record ResourceOptions
{
    /// <summary>Inbound connections, established or not, from one IPv4 address or one /56 of IPv6.</summary>
    public int MaximumConnectionsPerAddress { get; init; } = 8;

    /// <summary>The same from one /24 of IPv4 or one /48 of IPv6.</summary>
    public int MaximumConnectionsPerSubnet { get; init; } = 32;

    /// <summary>New inbound connections a second from one address, in the long run.</summary>
    public double ConnectionsPerSecondPerAddress { get; init; } = 2;

    /// <summary>New inbound connections from one address at once above that rate.</summary>
    public int ConnectionBurstPerAddress { get; init; } = 32;

    /// <summary>Inbound handshakes under way from one subnet.</summary>
    public int MaximumHandshakesPerSubnet { get; init; } = 16;

    /// <summary>Inbound handshakes under way.</summary>
    public int MaximumHandshakes { get; init; } = 256;

    /// <summary>Bytes that one peer may have buffered here, over all its connections. Beyond it its windows no longer grow, and the stream that has most unread is reset.</summary>
    public long MaximumBytesPerPeer { get; init; } = 8 * 1024 * 1024;

    /// <summary>Bytes that all peers together may have buffered here; null: an eighth of the memory that the process may use, from 64 MiB to 1 GiB.</summary>
    public long? MaximumBytes { get; init; }

    /// <summary>Streams of one peer, both directions, over all its connections.</summary>
    public int MaximumStreamsPerPeer { get; init; } = 2_048;

    public int MaximumStreams { get; init; } = 16_384;

    /// <summary>File handles that connections may hold; null: half of what the process may have.</summary>
    public int? MaximumFileHandles { get; init; }

    /// <summary>Addresses whose rates are remembered.</summary>
    public int MaximumRememberedAddresses { get; init; } = 16_384;

    /// <summary>Networks whose addresses are not counted by address, by subnet and by rate, for nodes that share an address: a test, a demonstration, a known site. Empty by default, so loopback counts too.</summary>
    public IReadOnlyList<IPNetwork> ExemptSubnets { get; init; } = [];
}
