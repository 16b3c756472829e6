using DarkSwap.Libp2p.Identity.Store;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Dialing;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Hosting;

public sealed class PeerMemoryTests : IAsyncLifetime
{
    private readonly HostPair pair = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await pair.DisposeAsync();

    [Fact]
    public async Task Remembers_which_address_led_to_a_peer_and_what_the_peer_told()
    {
        var (first, second) = (await pair.StartAsync(), await pair.StartAsync());
        second.Handle("/example/1.0.0", (_, _, _) => Task.CompletedTask);
        await first.DialAsync(HostPair.AddressOf(second), pair.Deadline);

        await Eventually.HoldsAsync(() => first.PeerStore.Find(second.LocalPeer) is { RecordSequenceNumber: > 0 });
        var known = first.PeerStore.Find(second.LocalPeer)!;
        known.ConnectedAt.ShouldNotBeNull();
        known.Addresses.ShouldContain(address => address.Address == second.ListenAddresses[0] && address.ConnectedAt != null && address.Source == AddressSource.SignedRecord);
        known.ProtocolIds.ShouldContain("/example/1.0.0");

        // The other end knows the peer and what it signed, and that it was not dialed.
        await Eventually.HoldsAsync(() => second.PeerStore.Find(first.LocalPeer) is { RecordSequenceNumber: > 0 });
        second.PeerStore.Find(first.LocalPeer)!.Addresses.ShouldAllBe(address => address.ConnectedAt == null);
    }

    [Fact]
    public async Task Dials_a_peer_by_what_it_remembers()
    {
        var (first, second) = (await pair.StartAsync(), await pair.StartAsync());
        first.PeerStore.AddAddresses(second.LocalPeer, [Multiaddr.Parse("/ip4/127.0.0.1/tcp/1")], AddressSource.Identify);
        first.PeerStore.AddAddresses(second.LocalPeer, second.ListenAddresses, AddressSource.Operator);

        (await first.DialAsync(second.LocalPeer, pair.Deadline)).RemotePeer.ShouldBe(second.LocalPeer);
    }

    [Fact]
    public async Task Notes_what_failed_and_does_not_go_where_strangers_point_inside_our_networks()
    {
        var (first, second, third) = (await pair.StartAsync(), await pair.StartAsync(), await pair.StartAsync());
        first.PeerStore.AddAddresses(second.LocalPeer, second.ListenAddresses, AddressSource.Identify);
        first.PeerStore.AddAddresses(third.LocalPeer, second.ListenAddresses, AddressSource.Operator);

        await Should.ThrowAsync<DialFailedException>(() => first.DialAsync(second.LocalPeer, pair.Deadline));
        await Should.ThrowAsync<IOException>(() => first.DialAsync(third.LocalPeer, pair.Deadline));
        first.PeerStore.Find(second.LocalPeer)!.Addresses.ShouldHaveSingleItem().Failures.ShouldBe(0);
        first.PeerStore.Find(third.LocalPeer)!.Addresses.ShouldHaveSingleItem().Failures.ShouldBe(1);
    }

    [Fact]
    public async Task Knows_no_way_to_a_peer_that_it_never_heard_of()
    {
        var (first, second) = (await pair.StartAsync(), await pair.StartAsync());

        await Should.ThrowAsync<DialFailedException>(() => first.DialAsync(second.LocalPeer, pair.Deadline));
    }
}
