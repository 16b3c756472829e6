using System.Net;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Swarm.Addresses;
using DarkSwap.Libp2p.Swarm.Pool;
using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Hosting;

public sealed class HostPoolTests : IAsyncLifetime
{
    private readonly HostPair pair = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await pair.DisposeAsync();

    [Fact]
    public async Task Closes_the_least_valuable_connections_when_there_are_too_many()
    {
        var pool = new PoolOptions { HighWater = 3, LowWater = 2, Grace = TimeSpan.Zero, Interval = TimeSpan.FromMilliseconds(100) };
        var hub = await pair.StartAsync(new Libp2pHostOptions { Swarm = new SwarmOptions { Pool = pool } });
        var (leased, kept) = (await pair.StartAsync(), await pair.StartAsync());
        hub.PeerValues.Protect(kept.LocalPeer, "test");
        using var lease = await hub.LeaseAsync(leased.LocalPeer, leased.ListenAddresses, AddressOrigin.Operator, pair.Deadline);
        await kept.DialAsync(HostPair.AddressOf(hub), pair.Deadline);
        foreach (var stranger in new[] { await pair.StartAsync(), await pair.StartAsync() })
        {
            await stranger.DialAsync(HostPair.AddressOf(hub), pair.Deadline);
        }

        PeerId[] expected = [leased.LocalPeer, kept.LocalPeer];
        await Eventually.HoldsAsync(() => hub.Connections.Count == 2, "two connections are left");
        hub.Connections.Select(connection => connection.RemotePeer).ShouldBe(expected, ignoreOrder: true);
        (await hub.PingAsync(leased.LocalPeer, pair.Deadline)).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Closes_an_idle_connection_once_its_lease_is_returned()
    {
        var pool = new PoolOptions { LowWater = 0, Grace = TimeSpan.Zero, IdleTimeout = TimeSpan.FromMilliseconds(100), Interval = TimeSpan.FromMilliseconds(100) };
        var (left, right) = (await pair.StartAsync(new Libp2pHostOptions { Swarm = new SwarmOptions { Pool = pool } }), await pair.StartAsync());
        var lease = await left.LeaseAsync(right.LocalPeer, right.ListenAddresses, AddressOrigin.Operator, pair.Deadline);
        using (var second = await left.LeaseAsync(right.LocalPeer, [], AddressOrigin.Learned, pair.Deadline))
        {
            second.Connection.ShouldBeSameAs(lease.Connection);
        }

        lease.Connection.Completion.IsCompleted.ShouldBeFalse();
        lease.Dispose();
        lease.Dispose();
        await lease.Connection.Completion.WaitAsync(pair.Deadline);
        left.Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_more_connections_of_one_address_than_its_share_and_takes_them_again_later()
    {
        var resources = new ResourceOptions { MaximumConnectionsPerAddress = 2 };
        var hub = await pair.StartAsync(new Libp2pHostOptions { Swarm = new SwarmOptions { Resources = resources } });
        var (first, second, third) = (await pair.StartAsync(), await pair.StartAsync(), await pair.StartAsync());
        await first.DialAsync(HostPair.AddressOf(hub), pair.Deadline);
        await second.DialAsync(HostPair.AddressOf(hub), pair.Deadline);

        await Should.ThrowAsync<IOException>(() => third.DialAsync(HostPair.AddressOf(hub), pair.Deadline));
        hub.Usage.Refusals[ResourceLimit.ConnectionsOfAddress].ShouldBe(1);
        await first.DisconnectAsync(hub.LocalPeer, pair.Deadline);
        await Eventually.HoldsAsync(() => hub.Usage.Connections == 1, "the first has left");
        (await third.DialAsync(HostPair.AddressOf(hub), pair.Deadline)).RemotePeer.ShouldBe(hub.LocalPeer);
    }

    [Fact]
    public async Task Counts_no_address_of_an_exempt_subnet()
    {
        var resources = new ResourceOptions { MaximumConnectionsPerAddress = 1, ExemptSubnets = [IPNetwork.Parse("127.0.0.0/8")] };
        var hub = await pair.StartAsync(new Libp2pHostOptions { Swarm = new SwarmOptions { Resources = resources } });
        foreach (var guest in new[] { await pair.StartAsync(), await pair.StartAsync(), await pair.StartAsync() })
        {
            await guest.DialAsync(HostPair.AddressOf(hub), pair.Deadline);
            await guest.PingAsync(hub.LocalPeer, pair.Deadline);
        }

        hub.Connections.Count.ShouldBe(3);
        hub.Usage.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Resets_streams_of_a_protocol_beyond_its_own_limit_and_serves_others()
    {
        var (server, client) = (await pair.StartAsync(), await pair.StartAsync());
        server.Handle("/few/1", (stream, _, token) => stream.CopyToAsync(stream, token), new ProtocolLimits { MaximumStreamsPerPeer = 1 });
        await client.DialAsync(HostPair.AddressOf(server), pair.Deadline);
        await using var first = await client.OpenStreamAsync(server.LocalPeer, "/few/1", pair.Deadline);
        await first.WriteAsync(new byte[1], pair.Deadline);
        (await first.ReadAsync(new byte[1], pair.Deadline)).ShouldBe(1);

        await Should.ThrowAsync<IOException>(async () =>
        {
            await using var second = await client.OpenStreamAsync(server.LocalPeer, "/few/1", pair.Deadline);
            await second.ReadExactlyAsync(new byte[1], pair.Deadline);
        });
        (await client.PingAsync(server.LocalPeer, pair.Deadline)).ShouldBeGreaterThan(TimeSpan.Zero);
        server.Usage.Refusals.Keys.ShouldBe([ResourceLimit.StreamsOfProtocolAndPeer]);
    }

    [Fact]
    public async Task Holds_nothing_for_peers_that_have_left()
    {
        var (server, client) = (await pair.StartAsync(), await pair.StartAsync());
        server.Handle("/echo/1", (stream, _, token) => stream.CopyToAsync(stream, token));
        await client.DialAsync(HostPair.AddressOf(server), pair.Deadline);
        await using var stream = await client.OpenStreamAsync(server.LocalPeer, "/echo/1", pair.Deadline);
        await stream.WriteAsync(new byte[100_000], pair.Deadline);
        await client.DisconnectAsync(server.LocalPeer, pair.Deadline);

        await Eventually.HoldsAsync(() => Held(server) == default && Held(client) == default, "both have given everything back");
    }

    private static (int Connections, int Handshakes, int FileHandles, int Streams, long Bytes, int Peers) Held(Libp2pHost host)
    {
        var usage = host.Usage;
        return (usage.Connections, usage.Handshakes, usage.FileHandles, usage.Streams, usage.Bytes, usage.Peers);
    }
}
