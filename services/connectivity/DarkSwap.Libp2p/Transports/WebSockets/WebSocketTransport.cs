using System.Net;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Transports.Tcp;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Transports.WebSockets;

/// <summary>WebSockets over TCP, so that browsers can reach a node, and nodes can reach others through HTTP proxies.</summary>
internal sealed class WebSocketTransport(TcpTransport tcp, WebSocketOptions options, IRandomSource randomSource, TimeProvider timeProvider) : ITransport
{
    public bool CanDial(Multiaddr address) => WebSocketAddress.TryRead(address, out var parsed) && !parsed.IsSecure && tcp.CanDial(parsed.Tcp);

    public bool CanListen(Multiaddr address) => WebSocketAddress.TryRead(address, out var parsed) && !parsed.IsSecure && tcp.CanListen(parsed.Tcp);

    public async Task<TransportConnection> DialAsync(Multiaddr address, Predicate<IPAddress> mayConnect, CancellationToken cancellationToken)
    {
        var parsed = Read(address);
        var connection = await tcp.DialAsync(parsed.Tcp, mayConnect, cancellationToken);
        try
        {
            var stream = await StageDeadline.RunAsync(
                "WebSocket upgrade", options.HandshakeTimeout, timeProvider, token => RequestAsync(connection.Stream, parsed, token), cancellationToken);
            return new TransportConnection(stream, parsed.Over(connection.LocalAddress), parsed.Over(connection.RemoteAddress));
        }
        catch
        {
            await connection.Stream.DisposeAsync();
            throw;
        }
    }

    public async Task<ITransportListener> ListenAsync(Multiaddr address, CancellationToken cancellationToken)
    {
        var parsed = Read(address);
        return new WebSocketListener(await tcp.ListenAsync(parsed.Tcp, cancellationToken), parsed, AnswerInTimeAsync);
    }

    private static WebSocketAddress Read(Multiaddr address) =>
        WebSocketAddress.TryRead(address, out var parsed) ? parsed : throw new NotSupportedException($"{address} is not an address of a WebSocket.");

    private async Task<Stream> RequestAsync(Stream stream, WebSocketAddress address, CancellationToken cancellationToken)
    {
        var rest = await WebSocketUpgrade.RequestAsync(stream, HostOf(address), randomSource, cancellationToken);
        return WebSocketStream.Create(rest, isServer: false, timeProvider);
    }

    private Task<Stream> AnswerInTimeAsync(TransportConnection connection, CancellationToken cancellationToken) => StageDeadline.RunAsync(
        "WebSocket upgrade", options.HandshakeTimeout, timeProvider, token => AnswerAsync(connection.Stream, token), cancellationToken);

    private async Task<Stream> AnswerAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (_, rest) = await WebSocketUpgrade.AnswerAsync(stream, cancellationToken);
        return WebSocketStream.Create(rest, isServer: true, timeProvider);
    }

    /// <summary>The value of the Host header (RFC 9110 §7.2).</summary>
    private static string HostOf(WebSocketAddress address)
    {
        TcpAddress.TryRead(address.Tcp, out var tcp);
        var host = address.ServerName ?? tcp!.HostName ?? new IPEndPoint(tcp.Address!, 0).ToString()[..^2];
        var defaultPort = address.IsSecure ? 443 : 80;
        return tcp!.Port == defaultPort ? host : $"{host}:{tcp.Port}";
    }
}
