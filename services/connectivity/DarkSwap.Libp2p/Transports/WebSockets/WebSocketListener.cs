using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Transports.WebSockets;

/// <summary>Takes TCP connections, each of which prepares itself by the handshake of a WebSocket.</summary>
internal sealed class WebSocketListener(
    ITransportListener tcp, WebSocketAddress address, Func<TransportConnection, TransportConnection> announce) : ITransportListener
{
    public Multiaddr Address { get; } = address.Over(tcp.Address);

    public async ValueTask<TransportConnection?> AcceptAsync(CancellationToken cancellationToken)
    {
        if (await tcp.AcceptAsync(cancellationToken) is not { } accepted)
        {
            return null;
        }

        return announce(accepted) with { LocalAddress = address.Over(accepted.LocalAddress), RemoteAddress = address.Over(accepted.RemoteAddress) };
    }

    public ValueTask DisposeAsync() => tcp.DisposeAsync();
}
