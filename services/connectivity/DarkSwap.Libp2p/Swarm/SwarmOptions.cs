using System.Net;
using DarkSwap.Libp2p.Muxing.Mplex;
using DarkSwap.Libp2p.Muxing.Yamux;
using DarkSwap.Libp2p.Swarm.Dialing;
using DarkSwap.Libp2p.Swarm.Pool;
using DarkSwap.Libp2p.Swarm.Resources;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>Bounds of a node's connections.</summary>
public sealed record SwarmOptions
{
    /// <summary>Connections, both directions together; inbound ones beyond it are refused.</summary>
    public int MaximumConnections { get; init; } = 512;

    public int MaximumConnectionsPerPeer { get; init; } = 4;

    public PoolOptions Pool { get; init; } = new();

    public ResourceOptions Resources { get; init; } = new();

    /// <summary>Streams of one connection, both directions.</summary>
    public int MaximumStreamsPerConnection { get; init; } = 2_048;

    /// <summary>Handlers that one peer may keep busy at a time; further streams are reset.</summary>
    public int MaximumHandlersPerConnection { get; init; } = 1_024;

    public DialOptions Dial { get; init; } = new();

    /// <summary>Networks whose addresses are dialed although they are not public, whoever names them.</summary>
    public IReadOnlyList<IPNetwork> AlsoDialedNetworks { get; init; } = [];

    /// <summary>Time for each stage of a handshake: choosing the security, the security itself, choosing the muxer.</summary>
    public TimeSpan HandshakeStageTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time to agree on a stream's protocol.</summary>
    public TimeSpan NegotiationTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections of opposite direction that open within this time of each other count as one crossing pair, of which one is closed.</summary>
    public TimeSpan CrossingTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time from the opening of a peer's preferred connection to the closing of the one it replaces.</summary>
    public TimeSpan SurplusDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time that open streams get to end when a connection is closed by us.</summary>
    public TimeSpan CloseGrace { get; init; } = TimeSpan.FromSeconds(2);

    public YamuxOptions Yamux { get; init; } = new();

    public MplexOptions Mplex { get; init; } = new();
}
