using System.Net;
using System.Net.Sockets;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Transports.Tcp;

/// <summary>TCP over IPv4 and IPv6.</summary>
internal sealed class TcpTransport : ITransport
{
    private const int Backlog = 512;

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
            return await ConnectAsync(endPoint, cancellationToken);
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
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6)
            {
                // Both families would otherwise compete for the port of an IPv4 listener beside this one.
                socket.DualMode = false;
            }

            socket.Bind(endPoint);
            socket.Listen(Backlog);
            return Task.FromResult<ITransportListener>(new TcpListener(socket));
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new IOException($"{address} cannot be listened on: {exception.Message}", exception);
        }
    }

    internal static TransportConnection Adopt(Socket socket) => new(
        new NetworkStream(socket, ownsSocket: true),
        Multiaddr.FromEndPoint((IPEndPoint)socket.LocalEndPoint!),
        Multiaddr.FromEndPoint((IPEndPoint)socket.RemoteEndPoint!));

    private static async Task<TransportConnection> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = TcpSockets.Create(endPoint.AddressFamily);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return Adopt(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
