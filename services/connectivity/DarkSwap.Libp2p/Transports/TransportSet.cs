using DarkSwap.Libp2p.Transports.Dns;
using DarkSwap.Libp2p.Transports.Proxies;
using DarkSwap.Libp2p.Transports.Tcp;
using DarkSwap.Libp2p.Transports.WebSockets;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Transports;

/// <summary>The transports that a node has over real sockets.</summary>
internal sealed class TransportSet
{
    private readonly WebSocketTransport webSockets;

    internal TransportSet(TransportOptions options, IRandomSource randomSource, TimeProvider timeProvider)
    {
        var proxies = new ProxyList(options.Proxies, timeProvider);
        var tcp = new TcpTransport(options.Tcp, proxies, timeProvider);

        // With ports of its own: what a peer sees of a dial is an address that speaks what was dialed.
        webSockets = new WebSocketTransport(new TcpTransport(options.Tcp, proxies, timeProvider), proxies, options.WebSockets, randomSource, timeProvider);
        var resolver = new AddressResolver(new DnsClient(options.Dns, randomSource, timeProvider), options.Dns, timeProvider);
        IReadOnlyList<ITransport> direct = [tcp, webSockets];
        Transports = options.Instead.Count > 0 ? options.Instead : [.. direct, new ResolvingTransport(resolver, direct, timeProvider)];
    }

    internal IReadOnlyList<ITransport> Transports { get; }

    /// <summary>What secure WebSockets are served with; null while none are.</summary>
    internal CertificateStatus? Certificate => webSockets.Certificate;
}
