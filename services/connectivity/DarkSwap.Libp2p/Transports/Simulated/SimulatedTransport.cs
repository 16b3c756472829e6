using System.Net;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Transports.Tcp;

namespace DarkSwap.Libp2p.Transports.Simulated;

/// <summary>TCP as one host of a simulated network has it.</summary>
internal sealed class SimulatedTransport(SimulatedNetwork network, IPAddress host) : ITransport
{
    public bool CanDial(Multiaddr address) => TcpAddress.TryRead(address, out var endPoint) && endPoint.Port != 0;

    public bool CanListen(Multiaddr address) => TcpAddress.TryRead(address, out var endPoint) && (endPoint.Address.Equals(host) || endPoint.Address.Equals(IPAddress.Any));

    public async Task<TransportConnection> DialAsync(Multiaddr address, Predicate<IPAddress> mayConnect, CancellationToken cancellationToken)
    {
        var remote = Read(address);
        if (!mayConnect(remote.Address))
        {
            throw new IOException($"{address} cannot be reached: it leads to where peers are not dialed");
        }

        await network.TravelAsync(host, remote.Address, cancellationToken);
        var connection = network.Connect(network.TakePort(host), remote);
        try
        {
            await network.TravelAsync(remote.Address, host, cancellationToken);
            return connection ?? throw new IOException($"{address} cannot be reached: nobody listens there");
        }
        catch (OperationCanceledException) when (connection is not null)
        {
            await connection.Stream.DisposeAsync();
            throw;
        }
    }

    public Task<ITransportListener> ListenAsync(Multiaddr address, CancellationToken cancellationToken)
    {
        var port = Read(address).Port;
        return Task.FromResult<ITransportListener>(network.Listen(port == 0 ? network.TakePort(host) : new IPEndPoint(host, port)));
    }

    private static IPEndPoint Read(Multiaddr address) =>
        TcpAddress.TryRead(address, out var endPoint) ? endPoint : throw new NotSupportedException($"{address} is not a TCP address.");
}
