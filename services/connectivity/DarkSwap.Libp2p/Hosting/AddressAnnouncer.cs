using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Hosting;

/// <summary>Turns listen addresses into addresses that others can dial: a wildcard becomes the addresses of the interfaces.</summary>
internal static class AddressAnnouncer
{
    internal static IReadOnlyList<Multiaddr> Expand(IReadOnlyList<Multiaddr> listenAddresses)
    {
        var announced = new List<Multiaddr>();
        foreach (var address in listenAddresses)
        {
            if (WildcardFamily(address) is { } family)
            {
                announced.AddRange(InterfaceAddresses(family).Select(local => ReplaceHost(address, local)));
            }
            else
            {
                announced.Add(address);
            }
        }

        return [.. announced.Distinct()];
    }

    private static AddressFamily? WildcardFamily(Multiaddr address)
    {
        var host = address.Components[0];
        if (host.Value.Span.ContainsAnyExcept((byte)0))
        {
            return null;
        }

        return host.Protocol.ValueKind switch
        {
            MultiaddrValueKind.InternetAddress4 => AddressFamily.InterNetwork,
            MultiaddrValueKind.InternetAddress6 => AddressFamily.InterNetworkV6,
            _ => null,
        };
    }

    /// <summary>Addresses that other machines may reach; the loopback one only when there is no other.</summary>
    private static IReadOnlyList<IPAddress> InterfaceAddresses(AddressFamily family)
    {
        var addresses = NetworkInterface.GetAllNetworkInterfaces()
            .Where(item => item.OperationalStatus == OperationalStatus.Up || item.NetworkInterfaceType == NetworkInterfaceType.Loopback)
            .SelectMany(item => item.GetIPProperties().UnicastAddresses)
            .Select(item => item.Address)
            .Where(item => item.AddressFamily == family && !item.IsIPv6LinkLocal)
            .Distinct()
            .ToList();
        var reachable = addresses.Where(item => !IPAddress.IsLoopback(item)).ToList();
        return reachable.Count > 0 ? reachable : addresses;
    }

    private static Multiaddr ReplaceHost(Multiaddr address, IPAddress local) =>
        Multiaddr.FromComponents([new(address.Components[0].Protocol, local.GetAddressBytes()), .. address.Components.Skip(1)]);
}
