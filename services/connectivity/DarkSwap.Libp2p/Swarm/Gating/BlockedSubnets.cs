using System.Net;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Addresses;

namespace DarkSwap.Libp2p.Swarm.Gating;

/// <summary>Networks that are neither dialed nor let in, whatever a name says; an address is a network of one. An IPv4 address inside an IPv6 one counts as what it is. Of a circuit the relay's address counts.</summary>
public sealed class BlockedSubnets(IReadOnlyList<IPNetwork> subnets)
{
    public bool Contains(Multiaddr address) => AddressPolicy.FindHost(address) is { } host && Contains(host);

    public bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return subnets.Any(subnet => subnet.Contains(plain));
    }
}
