using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Muxing.Yamux;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Libp2p.Transports;
using DarkSwap.Libp2p.Transports.WebSockets;

namespace DarkSwap.Attacks.Tests.Victim;

internal static class VictimOptions
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    /// <summary>The defaults, but for one defence.</summary>
    internal static Libp2pHostOptions Of(Defence defence) => defence switch
    {
        Defence.Whole => new Libp2pHostOptions(),
        Defence.WholeAndQuick => new Libp2pHostOptions { Swarm = new SwarmOptions { Yamux = new YamuxOptions { KeepAliveInterval = Soon, KeepAliveTimeout = Soon } } },
        Defence.WithoutPlaces => new Libp2pHostOptions
        {
            Swarm = new SwarmOptions
            {
                Resources = new ResourceOptions
                {
                    MaximumConnectionsPerAddress = int.MaxValue,
                    MaximumConnectionsPerSubnet = int.MaxValue,
                    MaximumHandshakesPerSubnet = int.MaxValue,
                    ConnectionBurstPerAddress = int.MaxValue,
                },
            },
        },
        Defence.WithoutDeadlines => new Libp2pHostOptions
        {
            Swarm = new SwarmOptions
            {
                HandshakeStageTimeout = Never,
                NegotiationTimeout = Never,
                Yamux = new YamuxOptions { KeepAliveInterval = Soon, KeepAliveTimeout = Never },
            },
            Transports = new TransportOptions { WebSockets = new WebSocketOptions { HandshakeTimeout = Never } },
        },
        Defence.WithoutMemory => new Libp2pHostOptions
        {
            Swarm = new SwarmOptions
            {
                Resources = new ResourceOptions { MaximumBytesPerPeer = long.MaxValue, MaximumBytes = long.MaxValue },
                Yamux = new YamuxOptions { MaximumBufferedBytes = int.MaxValue },
            },
        },
    };
}
