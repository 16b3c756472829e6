using System.Net;
using System.Net.Sockets;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Swarm.Addresses;

/// <summary>Tells the scope of IP addresses. An IPv6 address that carries an IPv4 one has the scope of what it carries, since routers and systems deliver it there.</summary>
public static class AddressScopes
{
    /// <summary>The registries of special addresses (RFC 6890 and later), the narrower before the wider.</summary>
    private static readonly (IPNetwork Network, AddressScope Scope)[] Special =
    [
        (IPNetwork.Parse("0.0.0.0/8"), AddressScope.Unusable),
        (IPNetwork.Parse("10.0.0.0/8"), AddressScope.Private),
        (IPNetwork.Parse("100.64.0.0/10"), AddressScope.Private),
        (IPNetwork.Parse("127.0.0.0/8"), AddressScope.Loopback),
        (IPNetwork.Parse("169.254.0.0/16"), AddressScope.LinkLocal),
        (IPNetwork.Parse("172.16.0.0/12"), AddressScope.Private),
        (IPNetwork.Parse("192.0.0.0/24"), AddressScope.Unusable),
        (IPNetwork.Parse("192.0.2.0/24"), AddressScope.Unusable),
        (IPNetwork.Parse("192.168.0.0/16"), AddressScope.Private),
        (IPNetwork.Parse("198.18.0.0/15"), AddressScope.Unusable),
        (IPNetwork.Parse("198.51.100.0/24"), AddressScope.Unusable),
        (IPNetwork.Parse("203.0.113.0/24"), AddressScope.Unusable),
        (IPNetwork.Parse("224.0.0.0/3"), AddressScope.Unusable),
        (IPNetwork.Parse("::1/128"), AddressScope.Loopback),
        (IPNetwork.Parse("::/96"), AddressScope.Unusable),
        (IPNetwork.Parse("100::/64"), AddressScope.Unusable),
        (IPNetwork.Parse("2001:2::/48"), AddressScope.Unusable),
        (IPNetwork.Parse("2001:db8::/32"), AddressScope.Unusable),
        (IPNetwork.Parse("3fff::/20"), AddressScope.Unusable),
        (IPNetwork.Parse("5f00::/16"), AddressScope.Unusable),
        (IPNetwork.Parse("fc00::/7"), AddressScope.Private),
        (IPNetwork.Parse("fe80::/10"), AddressScope.LinkLocal),
        (IPNetwork.Parse("fec0::/10"), AddressScope.Private),
        (IPNetwork.Parse("ff00::/8"), AddressScope.Unusable),
    ];

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork LocallyTranslated = IPNetwork.Parse("64:ff9b:1::/48");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    /// <summary>The scope of the IP address that a multiaddr begins with; null for a name and whatever else.</summary>
    public static AddressScope? FindScope(Multiaddr address) => AddressPolicy.FindHost(address) is { } host ? ScopeOf(host) : null;

    public static AddressScope ScopeOf(IPAddress address)
    {
        if (Carried(address) is { } carried)
        {
            return ScopeOf(carried);
        }

        foreach (var (network, scope) in Special)
        {
            if (network.Contains(address))
            {
                return scope;
            }
        }

        return AddressScope.Public;
    }

    /// <summary>The IPv4 address inside an IPv4-mapped (RFC 4291), translated (RFC 6052, RFC 8215), 6to4 (RFC 3056) or Teredo (RFC 4380) address.</summary>
    private static IPAddress? Carried(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (Translated.Contains(address) || LocallyTranslated.Contains(address))
        {
            return new IPAddress(bytes[12..]);
        }

        if (SixToFour.Contains(address))
        {
            return new IPAddress(bytes[2..6]);
        }

        if (!Teredo.Contains(address))
        {
            return null;
        }

        foreach (ref var obscured in bytes[12..])
        {
            obscured ^= 0xff;
        }

        return new IPAddress(bytes[12..]);
    }
}
