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
        var tcp = new TcpTransport();
        webSockets = new WebSocketTransport(tcp, options.WebSockets, randomSource, timeProvider);
        Transports = [tcp, webSockets];
    }

    internal IReadOnlyList<ITransport> Transports { get; }

    /// <summary>What secure WebSockets are served with; null while none are.</summary>
    internal CertificateStatus? Certificate => webSockets.Certificate;
}
