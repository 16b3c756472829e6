using System.Net;
using System.Net.Sockets;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Transports.Tcp;

/// <summary>TCP over IPv4 and IPv6, with names resolved by the system.</summary>
internal sealed class TcpTransport : ITransport
{
    /// <summary>Addresses of one name that are tried.</summary>
    private const int MaximumResolvedAddresses = 8;
    private const int Backlog = 512;

    public bool CanDial(Multiaddr address) => TcpAddress.TryRead(address, out var tcp) && tcp.Port != 0;

    public bool CanListen(Multiaddr address) => TcpAddress.TryRead(address, out var tcp) && tcp.Address is not null;

    public async Task<TransportConnection> DialAsync(Multiaddr address, Predicate<IPAddress> mayConnect, CancellationToken cancellationToken)
    {
        if (!TcpAddress.TryRead(address, out var tcp))
        {
            throw new NotSupportedException($"{address} is not a TCP address.");
        }

        SocketException? failure = null;
        var isRefused = false;
        foreach (var candidate in await ResolveAsync(tcp, cancellationToken))
        {
            if (!mayConnect(candidate))
            {
                isRefused = true;
                continue;
            }

            try
            {
                return await ConnectAsync(new IPEndPoint(candidate, tcp.Port), cancellationToken);
            }
            catch (SocketException exception)
            {
                failure = exception;
            }
        }

        throw new IOException($"{address} cannot be reached: {failure?.Message ?? (isRefused ? "it leads to where peers are not dialed" : "the name has no address")}", failure);
    }

    public Task<ITransportListener> ListenAsync(Multiaddr address, CancellationToken cancellationToken)
    {
        if (!TcpAddress.TryRead(address, out var tcp) || tcp.Address is null)
        {
            throw new NotSupportedException($"{address} is not a TCP address to listen on.");
        }

        var socket = TcpSockets.Create(tcp.Family);
        try
        {
            if (tcp.Family == AddressFamily.InterNetworkV6)
            {
                // Both families would otherwise compete for the port of an IPv4 listener beside this one.
                socket.DualMode = false;
            }

            socket.Bind(new IPEndPoint(tcp.Address, tcp.Port));
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

    private static async Task<IReadOnlyList<IPAddress>> ResolveAsync(TcpAddress tcp, CancellationToken cancellationToken)
    {
        if (tcp.Address is not null)
        {
            return [tcp.Address];
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(tcp.HostName!, tcp.Family, cancellationToken);
            return [.. addresses.Take(MaximumResolvedAddresses)];
        }
        catch (SocketException exception)
        {
            throw new IOException($"{tcp.HostName} cannot be resolved: {exception.Message}", exception);
        }
    }

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
