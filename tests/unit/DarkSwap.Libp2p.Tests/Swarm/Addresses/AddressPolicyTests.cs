using System.Net;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Addresses;

namespace DarkSwap.Libp2p.Tests.Swarm.Addresses;

public sealed class AddressPolicyTests
{
    private readonly AddressPolicy policy = new([]);

    [Theory]
    [InlineData("/ip4/1.2.3.4/tcp/9000", true, true)]
    [InlineData("/dns4/node.example.com/tcp/9000", true, true)]
    [InlineData("/ip4/192.168.1.2/tcp/9000", false, true)]
    [InlineData("/ip6/fe80::1/tcp/9000", false, true)]
    [InlineData("/ip4/169.254.169.254/tcp/80", false, true)]
    [InlineData("/ip4/127.0.0.1/tcp/22", false, false)]
    [InlineData("/ip6/::ffff:127.0.0.1/tcp/22", false, false)]
    [InlineData("/ip4/0.0.0.0/tcp/22", false, false)]
    [InlineData("/ip4/10.0.0.1/tcp/9000/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp/p2p-circuit", false, true)]
    public void Dials_by_who_names_the_address(string text, bool whenLearned, bool whenLocal)
    {
        var address = Multiaddr.Parse(text);

        policy.MayDial(address, AddressOrigin.Learned).ShouldBe(whenLearned);
        policy.MayDial(address, AddressOrigin.LocalNetwork).ShouldBe(whenLocal);
        policy.MayDial(address, AddressOrigin.Operator).ShouldBeTrue();
    }

    [Fact]
    public void Dials_networks_that_the_operator_lists_whoever_names_them() =>
        new AddressPolicy([IPNetwork.Parse("10.1.0.0/16")]).MayDial(Multiaddr.Parse("/ip4/10.1.2.3/tcp/1"), AddressOrigin.Learned).ShouldBeTrue();

    [Fact]
    public void Announces_only_public_addresses_once_there_is_one() =>
        AddressPolicy.Announced(Parse("/ip4/127.0.0.1/tcp/1", "/ip4/192.168.1.1/tcp/1", "/ip4/5.6.7.8/tcp/1", "/ip4/5.6.7.8/tcp/1")).ShouldBe(Parse("/ip4/5.6.7.8/tcp/1"));

    [Fact]
    public void Announces_private_addresses_while_there_is_no_public_one() =>
        AddressPolicy.Announced(Parse("/ip4/127.0.0.1/tcp/1", "/ip4/192.168.1.1/tcp/1", "/ip6/fe80::1/tcp/1")).ShouldBe(Parse("/ip4/192.168.1.1/tcp/1", "/ip6/fe80::1/tcp/1"));

    [Fact]
    public void Announces_loopback_when_there_is_nothing_else() => AddressPolicy.Announced(Parse("/ip4/127.0.0.1/tcp/1")).ShouldBe(Parse("/ip4/127.0.0.1/tcp/1"));

    [Fact]
    public void Announces_no_more_than_peers_keep() =>
        AddressPolicy.Announced([.. Enumerable.Range(1, 40).Select(port => Multiaddr.Parse($"/ip4/5.6.7.8/tcp/{port}"))]).Count.ShouldBe(25);

    private static IReadOnlyList<Multiaddr> Parse(params string[] texts) => [.. texts.Select(Multiaddr.Parse)];
}
