using DarkSwap.Libp2p.Transports.Proxies;
using DarkSwap.Libp2p.Transports.Tcp;
using DarkSwap.Libp2p.Transports.WebSockets;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Transports;

/// <summary>Transports over real sockets.</summary>
internal static class RealTransports
{
    internal static TcpTransport Tcp(TcpOptions? options = null, ProxyOptions? proxies = null) =>
        new(options ?? new(), new ProxyList(proxies ?? new(), TimeProvider.System), TimeProvider.System);

    internal static WebSocketTransport WebSockets(WebSocketOptions? options = null, TimeProvider? timeProvider = null, ProxyOptions? proxies = null) => new(
        Tcp(proxies: proxies), new ProxyList(proxies ?? new(), TimeProvider.System), options ?? new(), SystemRandomSource.Instance, timeProvider ?? TimeProvider.System);
}
