using System.Net;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Transports.Proxies;
using DarkSwap.Libp2p.Transports.Tcp;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Transports.WebSockets;

/// <summary>WebSockets over TCP or TLS, so that browsers can reach a node, and nodes can reach others through HTTP proxies.</summary>
/// <param name="proxies">Whose X-Forwarded-For is believed.</param>
internal sealed class WebSocketTransport(
    TcpTransport tcp, ProxyList proxies, WebSocketOptions options, IRandomSource randomSource, TimeProvider timeProvider) : ITransport
{
    private readonly WebSocketTls tls = new(options, timeProvider);

    /// <summary>The certificate that is served, once it is listened with.</summary>
    internal CertificateStatus? Certificate => tls.Status;

    public bool CanDial(Multiaddr address) => WebSocketAddress.TryRead(address, out var parsed) && tcp.CanDial(parsed.Tcp);

    public bool CanListen(Multiaddr address) => WebSocketAddress.TryRead(address, out var parsed) && tcp.CanListen(parsed.Tcp);

    public async Task<TransportConnection> DialAsync(Multiaddr address, Predicate<IPAddress> mayConnect, CancellationToken cancellationToken)
    {
        var parsed = Read(address);
        var connection = await tcp.DialAsync(parsed.Tcp, mayConnect, cancellationToken);
        try
        {
            var stream = await InTimeAsync(token => RequestAsync(connection.Stream, parsed, token), cancellationToken);
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
        if (parsed.IsSecure)
        {
            tls.RequireCertificate();
        }

        return new WebSocketListener(await tcp.ListenAsync(parsed.Tcp, cancellationToken), parsed, Announce);

        TransportConnection Announce(TransportConnection accepted) => accepted with
        {
            IsFromProxy = accepted.IsFromProxy || proxies.IsForwarding(accepted.RemoteAddress),
            Preparation = token => InTimeAsync(limited => AnswerAsync(accepted, parsed, limited), token),
        };
    }

    private static WebSocketAddress Read(Multiaddr address) =>
        WebSocketAddress.TryRead(address, out var parsed) ? parsed : throw new NotSupportedException($"{address} is not an address of a WebSocket.");

    private async Task<Stream> RequestAsync(Stream stream, WebSocketAddress address, CancellationToken cancellationToken)
    {
        var (host, authority) = HostOf(address);
        var carrier = address.IsSecure ? await tls.RequestAsync(stream, host, cancellationToken) : stream;
        try
        {
            var remainder = await WebSocketUpgrade.RequestAsync(carrier, authority, randomSource, cancellationToken);
            return WebSocketStream.Create(remainder, isServer: false, timeProvider);
        }
        catch
        {
            await carrier.DisposeAsync();
            throw;
        }
    }

    private async Task<TransportConnection> AnswerAsync(TransportConnection accepted, WebSocketAddress address, CancellationToken cancellationToken)
    {
        var bare = await accepted.PrepareAsync(cancellationToken);
        var carrier = address.IsSecure ? await tls.ServeAsync(bare.Stream, cancellationToken) : bare.Stream;
        try
        {
            var (request, remainder) = await WebSocketUpgrade.AnswerAsync(carrier, cancellationToken);
            var client = proxies.IsForwarding(bare.RemoteAddress) ? proxies.FindClient(request.Members("X-Forwarded-For")) : null;
            var remote = client is null ? bare.RemoteAddress : Multiaddr.FromEndPoint(client);
            return new TransportConnection(WebSocketStream.Create(remainder, isServer: true, timeProvider), address.Over(bare.LocalAddress), address.Over(remote));
        }
        catch
        {
            await carrier.DisposeAsync();
            throw;
        }
    }

    private Task<TResult> InTimeAsync<TResult>(Func<CancellationToken, Task<TResult>> handshake, CancellationToken cancellationToken) =>
        StageDeadline.RunAsync("WebSocket handshake", options.HandshakeTimeout, timeProvider, handshake, cancellationToken);

    /// <summary>Whom the certificate must name, and the value of the Host header (RFC 9110 §7.2).</summary>
    private static (string Host, string Authority) HostOf(WebSocketAddress address)
    {
        TcpAddress.TryRead(address.Tcp, out var endPoint);
        var host = address.ServerName ?? endPoint!.Address.ToString();
        var inHeader = host.Contains(':') ? $"[{host}]" : host;
        var defaultPort = address.IsSecure ? 443 : 80;
        return (host, endPoint!.Port == defaultPort ? inHeader : $"{inHeader}:{endPoint.Port}");
    }
}
