using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;

namespace DarkSwap.Libp2p.Tests.Swarm;

public sealed class InboundLimitsTests
{
    private readonly InboundLimits limits = new(new SwarmOptions { MaximumPendingInbound = 3, MaximumInboundPerAddress = 2 });

    [Fact]
    public void Counts_by_address_and_not_by_port()
    {
        limits.TryEnter(Multiaddr.Parse("/ip4/1.2.3.4/tcp/1")).ShouldBeTrue();
        limits.TryEnter(Multiaddr.Parse("/ip4/1.2.3.4/tcp/2")).ShouldBeTrue();
        limits.TryEnter(Multiaddr.Parse("/ip4/1.2.3.4/tcp/3")).ShouldBeFalse();
        limits.TryEnter(Multiaddr.Parse("/ip4/1.2.3.5/tcp/1")).ShouldBeTrue();
        limits.Leave(Multiaddr.Parse("/ip4/1.2.3.4/tcp/9"));
        limits.EndHandshake();

        limits.TryEnter(Multiaddr.Parse("/ip4/1.2.3.4/tcp/3")).ShouldBeTrue();
    }

    [Fact]
    public void Bounds_handshakes_under_way()
    {
        Enumerable.Range(1, 3).ShouldAllBe(host => limits.TryEnter(Multiaddr.Parse($"/ip4/1.2.3.{host}/tcp/1")));
        limits.TryEnter(Multiaddr.Parse("/ip4/1.2.3.9/tcp/1")).ShouldBeFalse();
        limits.EndHandshake();

        limits.TryEnter(Multiaddr.Parse("/ip4/1.2.3.9/tcp/1")).ShouldBeTrue();
    }
}
