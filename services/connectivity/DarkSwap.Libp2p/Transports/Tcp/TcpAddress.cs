using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Transports.Tcp;

/// <summary>A multiaddr of a host and a TCP port, and nothing else but perhaps a peer.</summary>
internal sealed record TcpAddress(IPAddress? Address, string? HostName, AddressFamily Family, int Port)
{
    internal static bool TryRead(Multiaddr multiaddr, [NotNullWhen(true)] out TcpAddress? address)
    {
        address = null;
        var components = multiaddr.WithoutPeer().Components;
        if (components.Count != 2 || components[1].Protocol.Code != MultiaddrProtocol.Tcp.Code)
        {
            return false;
        }

        var host = components[0];
        var port = BinaryPrimitives.ReadUInt16BigEndian(components[1].Value.Span);
        address = host.Protocol.ValueKind switch
        {
            MultiaddrValueKind.InternetAddress4 => new(new IPAddress(host.Value.Span), null, AddressFamily.InterNetwork, port),
            MultiaddrValueKind.InternetAddress6 => new(new IPAddress(host.Value.Span), null, AddressFamily.InterNetworkV6, port),
            MultiaddrValueKind.Name when FamilyOf(host.Protocol) is { } family => new(null, Encoding.ASCII.GetString(host.Value.Span), family, port),
            _ => null,
        };
        return address is not null;
    }

    private static AddressFamily? FamilyOf(MultiaddrProtocol protocol) =>
        protocol == MultiaddrProtocol.Dns4 ? AddressFamily.InterNetwork
        : protocol == MultiaddrProtocol.Dns6 ? AddressFamily.InterNetworkV6
        : protocol == MultiaddrProtocol.Dns ? AddressFamily.Unspecified
        : null;
}
