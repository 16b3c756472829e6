using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Addresses;

namespace DarkSwap.Libp2p.Swarm.Dialing;

/// <summary>Orders a peer's addresses for dialing: near before far, direct before relayed, cheap handshakes before dear ones, and IPv6 and IPv4 in turn (RFC 8305 §4), so that a family that is broken costs one delay and not one for each address.</summary>
internal static class DialRanking
{
    /// <summary>From the cheapest to establish to the dearest; what is not here is TCP or unknown.</summary>
    private static readonly (MultiaddrProtocol Protocol, int Rank)[] Costs =
    [
        (MultiaddrProtocol.WebTransport, 5),
        (MultiaddrProtocol.WebRtcDirect, 4),
        (MultiaddrProtocol.WebRtc, 4),
        (MultiaddrProtocol.WebSocketSecure, 3),
        (MultiaddrProtocol.Tls, 3),
        (MultiaddrProtocol.WebSocket, 2),
        (MultiaddrProtocol.QuicV1, 0),
    ];

    private const int TcpCost = 1;

    internal static bool IsRelayed(Multiaddr address) => address.Contains(MultiaddrProtocol.Circuit);

    internal static IReadOnlyList<Multiaddr> Rank(IEnumerable<Multiaddr> addresses) =>
    [
        .. addresses.Distinct()
            .GroupBy(address => (IsRelayed: IsRelayed(address), Scope: -(int)ScopeOf(address), Cost: CostOf(address)))
            .OrderBy(group => group.Key)
            .SelectMany(group => InTurn([.. group])),
    ];

    private static AddressScope ScopeOf(Multiaddr address) => AddressPolicy.FindHost(address) is { } host ? AddressScopes.ScopeOf(host) : AddressScope.Public;

    private static int CostOf(Multiaddr address)
    {
        foreach (var (protocol, rank) in Costs)
        {
            if (address.Contains(protocol))
            {
                return rank;
            }
        }

        return TcpCost;
    }

    private static IEnumerable<Multiaddr> InTurn(List<Multiaddr> addresses)
    {
        var first = addresses.FindAll(IsSixth);
        var second = addresses.FindAll(address => !IsSixth(address));
        for (var index = 0; index < Math.Max(first.Count, second.Count); index++)
        {
            if (index < first.Count)
            {
                yield return first[index];
            }

            if (index < second.Count)
            {
                yield return second[index];
            }
        }
    }

    private static bool IsSixth(Multiaddr address) =>
        address.Components[0].Protocol.Code == MultiaddrProtocol.Ip6.Code || address.Components[0].Protocol.Code == MultiaddrProtocol.Dns6.Code;
}
