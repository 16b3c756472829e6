using DarkSwap.Libp2p.Transports.Tcp;
using DarkSwap.Libp2p.Transports.WebSockets;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Transports;

/// <summary>The transports that a node has over real sockets.</summary>
internal static class TransportSet
{
    internal static IReadOnlyList<ITransport> Create(TransportOptions options, IRandomSource randomSource, TimeProvider timeProvider)
    {
        var tcp = new TcpTransport();
        return [tcp, new WebSocketTransport(tcp, options.WebSockets, randomSource, timeProvider)];
    }
}
