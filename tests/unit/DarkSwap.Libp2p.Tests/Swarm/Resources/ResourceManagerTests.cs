using System.Net;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Swarm.Resources;

public sealed class ResourceManagerTests
{
    private static readonly PeerId Peer = PeerId.Parse("12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp");
    private readonly ManualTimeProvider clock = new();

    [Fact]
    public void Counts_by_address_and_not_by_port()
    {
        var manager = Create(new ResourceOptions { MaximumConnectionsPerAddress = 2 });
        var first = Accept(manager, "/ip4/1.2.3.4/tcp/1").ShouldNotBeNull();
        Accept(manager, "/ip4/1.2.3.4/tcp/2").ShouldNotBeNull();
        Accept(manager, "/ip4/1.2.3.4/tcp/3").ShouldBeNull();
        Accept(manager, "/ip4/1.2.3.5/tcp/1").ShouldNotBeNull();

        first.Dispose();
        Accept(manager, "/ip4/1.2.3.4/tcp/3").ShouldNotBeNull();
        manager.Usage.Refusals[ResourceLimit.ConnectionsOfAddress].ShouldBe(1);
    }

    [Fact]
    public void Counts_IPv6_by_the_network_that_one_customer_gets()
    {
        var manager = Create(new ResourceOptions { MaximumConnectionsPerAddress = 1, MaximumConnectionsPerSubnet = 2 });

        Accept(manager, "/ip6/2606:4700:1:100::1/tcp/1").ShouldNotBeNull();
        Accept(manager, "/ip6/2606:4700:1:1ff::2/tcp/1").ShouldBeNull();
        Accept(manager, "/ip6/2606:4700:1:200::1/tcp/1").ShouldNotBeNull();
        Accept(manager, "/ip6/2606:4700:1:300::1/tcp/1").ShouldBeNull();
        Accept(manager, "/ip6/2606:4700:2::1/tcp/1").ShouldNotBeNull();
    }

    [Fact]
    public void Stops_a_subnet_long_before_the_node_is_full()
    {
        var manager = Create(new ResourceOptions());
        var accepted = Enumerable.Range(1, 200).Select(host => Accept(manager, $"/ip4/1.2.3.{host}/tcp/1")).Where(permit => permit is not null).ToList();

        accepted.Count.ShouldBe(16);
        accepted.ForEach(permit => permit!.EndHandshake());
        Enumerable.Range(1, 200).Count(host => Accept(manager, $"/ip4/1.2.3.{host}/tcp/2") is not null).ShouldBe(16);
        Accept(manager, "/ip4/1.2.4.1/tcp/1").ShouldNotBeNull();
        manager.Usage.Refusals.Keys.ShouldBe([ResourceLimit.HandshakesOfSubnet, ResourceLimit.ConnectionsOfSubnet], ignoreOrder: true);
    }

    [Fact]
    public void Slows_an_address_that_connects_again_and_again()
    {
        var manager = Create(new ResourceOptions { ConnectionBurstPerAddress = 3, ConnectionsPerSecondPerAddress = 0.5 });
        Churn(manager, 9).ShouldBe(3);

        clock.Advance(TimeSpan.FromSeconds(4));
        Churn(manager, 9).ShouldBe(2);
        manager.Usage.Refusals.Keys.ShouldBe([ResourceLimit.RateOfAddress]);
    }

    [Fact]
    public void Exempts_only_the_subnets_that_are_listed()
    {
        var exempting = Create(new ResourceOptions { ExemptSubnets = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")] });

        Enumerable.Range(1, 100).ShouldAllBe(port => Accept(exempting, $"/ip4/127.0.0.1/tcp/{port}") != null);
        Enumerable.Range(1, 100).ShouldAllBe(port => Accept(exempting, $"/ip6/::1/tcp/{port}") != null);
        Enumerable.Range(1, 100).Count(port => Accept(exempting, $"/ip4/1.2.3.4/tcp/{port}") is not null).ShouldBe(8);
    }

    [Fact]
    public void Counts_loopback_unless_it_is_listed()
    {
        var manager = Create(new ResourceOptions());

        Enumerable.Range(1, 100).Count(port => Accept(manager, $"/ip4/127.0.0.1/tcp/{port}") is not null).ShouldBe(8);
    }

    [Fact]
    public void Does_not_let_those_who_share_a_relay_use_up_its_address()
    {
        var manager = Create(new ResourceOptions());

        Enumerable.Range(1, 100).ShouldAllBe(_ => Accept(manager, $"/ip4/1.2.3.4/tcp/1/p2p/{Peer}/p2p-circuit") != null);
        Accept(manager, "/ip4/1.2.3.4/tcp/1").ShouldNotBeNull();
    }

    [Fact]
    public void Counts_the_client_that_a_proxy_names()
    {
        var manager = Create(new ResourceOptions { MaximumConnectionsPerAddress = 1 });
        var first = manager.TryAccept(null, 1).ShouldNotBeNull();
        var second = manager.TryAccept(null, 1).ShouldNotBeNull();

        first.TryProve(Multiaddr.Parse("/ip4/1.2.3.4/tcp/1")).ShouldBeTrue();
        second.TryProve(Multiaddr.Parse("/ip4/1.2.3.4/tcp/2")).ShouldBeFalse();
        first.Dispose();
        second.TryProve(Multiaddr.Parse("/ip4/1.2.3.4/tcp/2")).ShouldBeTrue();
    }

    [Fact]
    public void Bounds_file_handles_in_both_directions()
    {
        var manager = Create(new ResourceOptions { MaximumFileHandles = 2 });

        manager.TryDial(1).ShouldNotBeNull();
        manager.TryDial(0).ShouldNotBeNull();
        Accept(manager, "/ip4/1.2.3.4/tcp/1").ShouldNotBeNull();
        manager.TryDial(1).ShouldBeNull();
        Accept(manager, "/ip4/1.2.3.5/tcp/1").ShouldBeNull();
    }

    [Fact]
    public void Bounds_the_streams_of_a_connection_a_peer_and_the_node()
    {
        var manager = Create(new ResourceOptions { MaximumStreamsPerPeer = 5, MaximumStreams = 7 });
        var (first, second, other) = (Connect(manager, Peer), Connect(manager, Peer), Connect(manager, PeerId.Parse("QmNnooDu7bfjPFoTZYxMNLWUQJyrVwtbZg5gBMjTezGAJN")));

        Open(first, 9).ShouldBe(3);
        Open(second, 9).ShouldBe(2);
        Open(other, 9).ShouldBe(2);
        first.LeaveStream();
        second.TryEnterStream(3).ShouldBeTrue();
        manager.Usage.Streams.ShouldBe(7);
        second.Dispose();
        second.LeaveStream();
        manager.Usage.Streams.ShouldBe(4);
    }

    [Fact]
    public void Bounds_the_memory_of_a_peer_over_all_its_connections_and_of_the_node()
    {
        var manager = Create(new ResourceOptions { MaximumBytesPerPeer = 100, MaximumBytes = 150 });
        var (first, second) = (manager.TryDial(1)!.EnterPeer(Peer), manager.TryDial(1)!.EnterPeer(Peer));
        var other = manager.TryDial(1)!.EnterPeer(PeerId.Parse("QmNnooDu7bfjPFoTZYxMNLWUQJyrVwtbZg5gBMjTezGAJN"));

        first.TryReserve(60).ShouldBeTrue();
        second.TryReserve(41).ShouldBeFalse();
        second.TryReserve(40).ShouldBeTrue();
        other.TryReserve(51).ShouldBeFalse();
        other.TryReserve(50).ShouldBeTrue();
        first.Release(60);
        other.TryReserve(50).ShouldBeTrue();
        manager.Usage.Bytes.ShouldBe(140);
    }

    [Fact]
    public void Holds_nothing_once_everything_is_given_back()
    {
        var manager = Create(new ResourceOptions());
        var permits = Enumerable.Range(1, 8).Select(port => Accept(manager, $"/ip4/1.2.3.4/tcp/{port}")!).ToList();
        permits.ForEach(permit => permit.EnterPeer(Peer));
        permits.ForEach(permit => permit.TryEnterStream(9));
        permits.ForEach(permit => permit.Dispose());
        permits.ForEach(permit => permit.Dispose());

        var usage = manager.Usage;
        (usage.Connections, usage.Handshakes, usage.FileHandles, usage.Streams, usage.Bytes, usage.Peers).ShouldBe((0, 0, 0, 0, 0, 0));
    }

    private static ConnectionPermit? Accept(ResourceManager manager, string address) => manager.TryAccept(Multiaddr.Parse(address), 1);

    private static ConnectionPermit Connect(ResourceManager manager, PeerId peerId)
    {
        var permit = manager.TryDial(1)!;
        permit.EnterPeer(peerId);
        return permit;
    }

    private static int Open(ConnectionPermit permit, int tries) => Enumerable.Range(0, tries).Count(_ => permit.TryEnterStream(3));

    private static int Churn(ResourceManager manager, int tries) => Enumerable.Range(0, tries).Count(_ =>
    {
        var permit = Accept(manager, "/ip4/1.2.3.4/tcp/1");
        permit?.Dispose();
        return permit is not null;
    });

    private ResourceManager Create(ResourceOptions options) => new(options, 512, clock);
}
