using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Dialing;

namespace DarkSwap.Libp2p.Tests.Swarm.Dialing;

public sealed class DialRankingTests
{
    [Fact]
    public void Tries_cheap_handshakes_before_dear_ones() => Ranks(
        "/ip4/1.2.3.4/udp/1/quic-v1", "/ip4/1.2.3.4/tcp/1", "/ip4/1.2.3.4/tcp/2/ws", "/dns4/a.example/tcp/443/wss", "/ip4/1.2.3.4/udp/2/webrtc-direct");

    [Fact]
    public void Tries_near_addresses_before_far_ones() => Ranks("/ip4/127.0.0.1/tcp/1", "/ip4/192.168.1.2/tcp/1", "/ip4/1.2.3.4/udp/1/quic-v1");

    [Fact]
    public void Tries_the_families_in_turn_from_IPv6() => Ranks("/ip6/2606:4700::1/tcp/1", "/ip4/1.2.3.4/tcp/1", "/ip6/2606:4700::2/tcp/1", "/ip4/1.2.3.5/tcp/1");

    [Fact]
    public void Tries_relays_last() =>
        Ranks("/ip4/1.2.3.4/tcp/1/ws", "/ip4/127.0.0.1/tcp/1/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp/p2p-circuit");

    private static void Ranks(params string[] expected)
    {
        var addresses = expected.Select(Multiaddr.Parse).ToList();

        DialRanking.Rank(addresses).ShouldBe(addresses);
        DialRanking.Rank(Enumerable.Reverse(addresses)).Select(address => address.Components[^1].Protocol).ShouldBe(addresses.Select(address => address.Components[^1].Protocol));
    }
}
