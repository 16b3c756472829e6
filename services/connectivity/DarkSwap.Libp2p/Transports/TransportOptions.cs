using DarkSwap.Libp2p.Transports.Dns;
using DarkSwap.Libp2p.Transports.Proxies;
using DarkSwap.Libp2p.Transports.Tcp;
using DarkSwap.Libp2p.Transports.WebSockets;

namespace DarkSwap.Libp2p.Transports;

/// <summary>How a node's transports behave.</summary>
public sealed record TransportOptions
{
    public TcpOptions Tcp { get; init; } = new();

    public WebSocketOptions WebSockets { get; init; } = new();

    public ProxyOptions Proxies { get; init; } = new();

    public DnsOptions Dns { get; init; } = new();

    /// <summary>Transports to have in place of those over real sockets: in memory, simulated.</summary>
    internal IReadOnlyList<ITransport> Instead { get; init; } = [];
}
