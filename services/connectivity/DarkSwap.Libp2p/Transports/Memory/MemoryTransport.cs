using System.Net;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Transports.Memory;

/// <summary>Connections between hosts of one process, without sockets.</summary>
internal sealed class MemoryTransport(MemoryNetwork network) : ITransport
{
    /// <summary>Bytes that a reader may lag behind.</summary>
    private const int Capacity = 256 * 1024;

    public bool CanDial(Multiaddr address) => MemoryNetwork.TryReadNumber(address, out var number) && number != 0;

    public bool CanListen(Multiaddr address) => MemoryNetwork.TryReadNumber(address, out _);

    public async Task<TransportConnection> DialAsync(Multiaddr address, Predicate<IPAddress> mayConnect, CancellationToken cancellationToken)
    {
        if (!MemoryNetwork.TryReadNumber(address, out var number))
        {
            throw new NotSupportedException($"{address} is not an address in memory.");
        }

        var listener = network.Find(number) ?? throw new IOException($"Nobody listens on {address}.");
        var (there, back) = (new MemoryPipe(Capacity, new Lock()), new MemoryPipe(Capacity, new Lock()));
        var local = network.TakeAddress();
        var dialed = new TransportConnection(new MemoryDuplexStream(back, there), local, listener.Address);
        if (!listener.TryAdd(new TransportConnection(new MemoryDuplexStream(there, back), listener.Address, local) { FileHandles = 0 }))
        {
            await dialed.Stream.DisposeAsync();
            throw new IOException($"{address} takes no connections.");
        }

        return dialed;
    }

    public Task<ITransportListener> ListenAsync(Multiaddr address, CancellationToken cancellationToken) => MemoryNetwork.TryReadNumber(address, out var number)
        ? Task.FromResult<ITransportListener>(network.Listen(number))
        : throw new NotSupportedException($"{address} is not an address in memory.");
}
