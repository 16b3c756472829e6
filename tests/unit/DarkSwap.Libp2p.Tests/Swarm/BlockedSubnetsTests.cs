using System.Net;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Gating;

namespace DarkSwap.Libp2p.Tests.Swarm;

public sealed class BlockedSubnetsTests
{
    private readonly BlockedSubnets blocked = new([IPNetwork.Parse("1.2.3.0/24"), IPNetwork.Parse("2606:4700::/32"), IPNetwork.Parse("9.9.9.9/32")]);

    [Theory]
    [InlineData("/ip4/1.2.3.255/tcp/1", true)]
    [InlineData("/ip4/1.2.4.0/tcp/1", false)]
    [InlineData("/ip4/9.9.9.9/udp/1/quic-v1", true)]
    [InlineData("/ip4/9.9.9.8/tcp/1", false)]
    [InlineData("/ip6/2606:4700::1/tcp/1/ws", true)]
    [InlineData("/ip6/2606:4701::1/tcp/1", false)]
    [InlineData("/ip6/::ffff:1.2.3.4/tcp/1", true)]
    [InlineData("/dns4/node.example.org/tcp/1", false)]
    public void Blocks_addresses_of_its_networks_only(string address, bool isBlocked) => blocked.Contains(Multiaddr.Parse(address)).ShouldBe(isBlocked);
}
