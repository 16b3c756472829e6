using System.Net;
using System.Net.Sockets;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Transports.Proxies;

namespace DarkSwap.Libp2p.Transports.Tcp;

/// <summary>TCP over IPv4 and IPv6.</summary>
/// <param name="proxies">Whose PROXY protocol headers are read.</param>
internal sealed class TcpTransport(TcpOptions options, ProxyList proxies, TimeProvider timeProvider) : ITransport
{
    private const int Backlog = 512;
    private readonly ListeningPorts ports = new(timeProvider);

    public bool CanDial(Multiaddr address) => TcpAddress.TryRead(address, out var endPoint) && endPoint.Port != 0;

    public bool CanListen(Multiaddr address) => TcpAddress.TryRead(address, out _);

    public async Task<TransportConnection> DialAsync(Multiaddr address, Predicate<IPAddress> mayConnect, CancellationToken cancellationToken)
    {
        if (!TcpAddress.TryRead(address, out var endPoint))
        {
            throw new NotSupportedException($"{address} is not a TCP address.");
        }

        if (!mayConnect(endPoint.Address))
        {
            throw new IOException($"{address} cannot be reached: it leads to where peers are not dialed");
        }

        try
        {
            return Adopt(await ConnectAsync(endPoint, cancellationToken));
        }
        catch (SocketException exception)
        {
            throw new IOException($"{address} cannot be reached: {exception.Message}", exception);
        }
    }

    public Task<ITransportListener> ListenAsync(Multiaddr address, CancellationToken cancellationToken)
    {
        if (!TcpAddress.TryRead(address, out var endPoint))
        {
            throw new NotSupportedException($"{address} is not a TCP address to listen on.");
        }

        var socket = TcpSockets.Create(endPoint.AddressFamily);
        try
        {
            socket.Bind(endPoint);
            socket.Listen(Backlog);
            TcpSockets.SharePort(socket);
            return Task.FromResult<ITransportListener>(new TcpListener(socket, ports, accepted => proxies.Announce(Adopt(accepted))));
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new IOException($"{address} cannot be listened on: {exception.Message}", exception);
        }
    }

    private async Task<Socket> ConnectAsync(IPEndPoint remote, CancellationToken cancellationToken)
    {
        if (options.DialsFromListeningPort && OperatingSystem.IsLinux() && ports.Take(remote) is { } local)
        {
            try
            {
                var socket = await ConnectAsync(local, remote, cancellationToken);
                if (!TcpSockets.HasMetHalfway(socket))
                {
                    return socket;
                }

                // The peer does the same: two dials from other ports make two connections, of which the swarms keep one.
                socket.Dispose();
            }
            catch (SocketException exception) when (IsAboutLocalAddress(exception.SocketErrorCode))
            {
                // Some connection has this pair of addresses already, or no way leads there from this one: then any port will do.
            }
        }

        return await ConnectAsync(null, remote, cancellationToken);
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint? local, IPEndPoint remote, CancellationToken cancellationToken)
    {
        var socket = TcpSockets.Create(remote.AddressFamily);
        try
        {
            if (local is not null)
            {
                TcpSockets.SharePort(socket);
                socket.Bind(local);
            }

            await socket.ConnectAsync(remote, cancellationToken);
            return Equals(socket.LocalEndPoint, socket.RemoteEndPoint) ? throw new IOException($"{remote} is this node itself.") : socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsAboutLocalAddress(SocketError error) =>
        error is SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse or SocketError.InvalidArgument or SocketError.NetworkUnreachable or SocketError.AccessDenied;

    private TransportConnection Adopt(Socket socket)
    {
        try
        {
            TcpSockets.Configure(socket, options);
            return new TransportConnection(
                new TcpStream(socket, options, timeProvider),
                Multiaddr.FromEndPoint((IPEndPoint)socket.LocalEndPoint!),
                Multiaddr.FromEndPoint((IPEndPoint)socket.RemoteEndPoint!));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
