using System.Net;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Swarm.Addresses;

/// <summary>Which addresses are dialed and which are announced, for every transport.</summary>
public sealed class AddressPolicy
{
    private readonly IReadOnlyList<IPNetwork> alsoDialed;

    /// <param name="alsoDialed">Networks that are dialed although they are not public, whoever names them: for a network of peers inside a private network. Empty by default.</param>
    public AddressPolicy(IReadOnlyList<IPNetwork> alsoDialed) => this.alsoDialed = alsoDialed;

    /// <summary>Most addresses of one peer that are tried or kept.</summary>
    public static int MaximumAddressesPerPeer => 25;

    /// <summary>Asked of the address that is connected to, after names are resolved.</summary>
    public bool MayConnect(IPAddress address, AddressOrigin origin)
    {
        var scope = AddressScopes.ScopeOf(address);
        return alsoDialed.Any(network => network.Contains(address)) || origin switch
        {
            AddressOrigin.Learned => scope == AddressScope.Public,
            AddressOrigin.LocalNetwork => scope is AddressScope.Public or AddressScope.Private or AddressScope.LinkLocal,
            AddressOrigin.Operator => true,
        };
    }

    /// <summary>Whether an address is worth dialing. What a name resolves to is asked again by <see cref="MayConnect"/>; of a circuit, the relay's address counts.</summary>
    public bool MayDial(Multiaddr address, AddressOrigin origin) => FindHost(address) is not { } host || MayConnect(host, origin);

    /// <summary>What others are told: once any address is public, the private ones only help those who scan our network and are left out; loopback goes as soon as there is any other.</summary>
    public static IReadOnlyList<Multiaddr> Announced(IReadOnlyList<Multiaddr> addresses)
    {
        var scopes = addresses.Distinct().Select(address => (Address: address, Scope: FindHost(address) is { } host ? AddressScopes.ScopeOf(host) : AddressScope.Public))
            .Where(entry => entry.Scope != AddressScope.Unusable)
            .ToList();
        var farthest = scopes.Select(entry => entry.Scope).DefaultIfEmpty(AddressScope.Public).Min();
        return [.. scopes.Where(entry => entry.Scope == farthest || (farthest == AddressScope.Private && entry.Scope == AddressScope.LinkLocal)).Select(entry => entry.Address).Take(MaximumAddressesPerPeer)];
    }

    /// <summary>The IP address that the multiaddr begins with, or null for a name and whatever else.</summary>
    internal static IPAddress? FindHost(Multiaddr address)
    {
        foreach (var component in address.Components)
        {
            if (component.Protocol.ValueKind is MultiaddrValueKind.InternetAddress4 or MultiaddrValueKind.InternetAddress6)
            {
                return new IPAddress(component.Value.Span);
            }

            if (component.Protocol.Code != MultiaddrProtocol.Ip6Zone.Code)
            {
                return null;
            }
        }

        return null;
    }
}
