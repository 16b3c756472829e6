using System.Diagnostics.CodeAnalysis;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Transports.WebSockets;

/// <summary>A multiaddr of a WebSocket: <c>/ws</c>, <c>/wss</c>, <c>/tls/ws</c> or <c>/tls/sni/NAME/ws</c> over a host and a TCP port, and perhaps a peer.</summary>
/// <param name="Tcp">The part below the WebSocket.</param>
/// <param name="Suffix">The part from there on, without the peer.</param>
/// <param name="ServerName">The name that the address gives for TLS, if it does.</param>
internal sealed record WebSocketAddress(Multiaddr Tcp, IReadOnlyList<MultiaddrComponent> Suffix, bool IsSecure, string? ServerName)
{
    private const int HostAndPort = 2;

    internal static bool TryRead(Multiaddr multiaddr, [NotNullWhen(true)] out WebSocketAddress? address)
    {
        address = null;
        var components = multiaddr.WithoutPeer().Components;
        if (components.Count <= HostAndPort)
        {
            return false;
        }

        var suffix = components.Skip(HostAndPort).ToList();
        var codes = suffix.Select(component => component.Protocol.Code).ToList();
        if (codes is not [_] and not [_, _] and not [_, _, _] || !TryReadSuffix(codes, out var isSecure))
        {
            return false;
        }

        address = new WebSocketAddress(
            Multiaddr.FromComponents([.. components.Take(HostAndPort)]), suffix, isSecure, codes.Count == 3 ? suffix[1].ValueText : null);
        return true;
    }

    /// <summary>The part behind a host that is about to be replaced by its IP address: where that is a secure WebSocket without a name, with the name, which its certificate is for.</summary>
    internal static IReadOnlyList<MultiaddrComponent> KeepName(MultiaddrComponent host, IReadOnlyList<MultiaddrComponent> remainder)
    {
        MultiaddrComponent[] named = [new(MultiaddrProtocol.Tls, default), new(MultiaddrProtocol.ServerName, host.Value), new(MultiaddrProtocol.WebSocket, default)];
        var codes = remainder.Select(component => component.Protocol.Code).ToList();
        return codes is [_, var secure, ..] && secure == MultiaddrProtocol.WebSocketSecure.Code ? [remainder[0], .. named, .. remainder.Skip(2)]
            : codes is [_, var tls, var plain, ..] && tls == MultiaddrProtocol.Tls.Code && plain == MultiaddrProtocol.WebSocket.Code
            ? [remainder[0], .. named, .. remainder.Skip(3)]
            : remainder;
    }

    /// <summary>An address of TCP as one of this kind.</summary>
    internal Multiaddr Over(Multiaddr tcp) => Multiaddr.FromComponents([.. tcp.Components, .. Suffix]);

    private static bool TryReadSuffix(List<int> codes, out bool isSecure)
    {
        isSecure = codes.Count > 1 || codes[0] == MultiaddrProtocol.WebSocketSecure.Code;
        int[][] known =
        [
            [MultiaddrProtocol.WebSocket.Code],
            [MultiaddrProtocol.WebSocketSecure.Code],
            [MultiaddrProtocol.Tls.Code, MultiaddrProtocol.WebSocket.Code],
            [MultiaddrProtocol.Tls.Code, MultiaddrProtocol.ServerName.Code, MultiaddrProtocol.WebSocket.Code],
        ];
        return known.Any(codes.SequenceEqual);
    }
}
