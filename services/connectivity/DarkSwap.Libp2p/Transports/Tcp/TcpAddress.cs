using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Transports.Tcp;

/// <summary>A multiaddr of an IP address and a TCP port, and nothing else but perhaps a peer.</summary>
internal static class TcpAddress
{
    internal static bool TryRead(Multiaddr multiaddr, [NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        endPoint = null;
        var components = multiaddr.WithoutPeer().Components;
        if (components.Count != 2
            || components[1].Protocol.Code != MultiaddrProtocol.Tcp.Code
            || components[0].Protocol.ValueKind is not (MultiaddrValueKind.InternetAddress4 or MultiaddrValueKind.InternetAddress6))
        {
            return false;
        }

        endPoint = new IPEndPoint(new IPAddress(components[0].Value.Span), BinaryPrimitives.ReadUInt16BigEndian(components[1].Value.Span));
        return true;
    }
}
