using System.Buffers;
using System.Net;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Transports.Tcp;

namespace DarkSwap.Libp2p.Transports.Proxies;

/// <summary>Knows the listed proxies, and takes from them whose connection it is that they pass on.</summary>
internal sealed class ProxyList(ProxyOptions options, TimeProvider timeProvider)
{
    /// <summary>A connection as its listener hands it out: one from a proxy with the PROXY protocol first reads the header.</summary>
    internal TransportConnection Announce(TransportConnection accepted) => Contains(options.ProxyProtocolFrom, accepted.RemoteAddress)
        ? accepted with { IsFromProxy = true, Preparation = token => ReadHeaderAsync(accepted, token) }
        : accepted;

    /// <summary>Whether the X-Forwarded-For of whoever has that address is believed.</summary>
    internal bool IsForwarding(Multiaddr remoteAddress) => Contains(options.ForwardedForFrom, remoteAddress);

    /// <summary>The last in the list that is no listed proxy: what stands before it, anybody may have written. Null when there is none.</summary>
    /// <exception cref="PeerProtocolException">The last that is not a listed proxy's is no address.</exception>
    internal IPEndPoint? FindClient(IEnumerable<string> forwardedFor)
    {
        IPEndPoint? client = null;
        foreach (var entry in forwardedFor.Reverse())
        {
            client = IPEndPoint.TryParse(entry, out var parsed) ? parsed : throw new PeerProtocolException("X-Forwarded-For of a listed proxy names what is no address.");
            if (!Contains(options.ForwardedForFrom, client.Address))
            {
                break;
            }
        }

        return client;
    }

    private static bool Contains(IReadOnlyList<IPNetwork> networks, Multiaddr address) =>
        networks.Count > 0 && TcpAddress.TryRead(Multiaddr.FromComponents([.. address.Components.Take(2)]), out var endPoint) && Contains(networks, endPoint.Address);

    private static bool Contains(IReadOnlyList<IPNetwork> networks, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => network.Contains(plain));
    }

    private Task<TransportConnection> ReadHeaderAsync(TransportConnection accepted, CancellationToken cancellationToken) =>
        StageDeadline.RunAsync("PROXY protocol header", options.HeaderTimeout, timeProvider, token => ReadAsync(accepted, token), cancellationToken);

    private static async Task<TransportConnection> ReadAsync(TransportConnection accepted, CancellationToken cancellationToken)
    {
        var bytes = new byte[ProxyHeader.FixedLength];
        await accepted.Stream.ReadWholeAsync(bytes, cancellationToken);
        var status = ProxyHeader.TryRead(bytes, out var header, out var length);
        if (status == OperationStatus.NeedMoreData)
        {
            Array.Resize(ref bytes, length);
            await accepted.Stream.ReadWholeAsync(bytes.AsMemory(ProxyHeader.FixedLength), cancellationToken);
            status = ProxyHeader.TryRead(bytes, out header, out _);
        }

        return status != OperationStatus.Done
            ? throw new PeerProtocolException("A listed proxy sends no PROXY protocol header of version 2.")
            : accepted with
            {
                RemoteAddress = header.Source is { } source ? Multiaddr.FromEndPoint(source) : accepted.RemoteAddress,
                LocalAddress = header.Destination is { } destination ? Multiaddr.FromEndPoint(destination) : accepted.LocalAddress,
            };
    }
}
