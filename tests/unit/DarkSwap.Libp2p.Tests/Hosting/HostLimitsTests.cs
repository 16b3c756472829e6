using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;

namespace DarkSwap.Libp2p.Tests.Hosting;

public sealed class HostLimitsTests : IAsyncLifetime
{
    private const string Silent = "/silent/1.0.0";
    private readonly HostPair pair = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await pair.DisposeAsync();

    [Fact]
    public async Task Refuses_connections_beyond_the_limit_and_keeps_those_it_has()
    {
        var full = await pair.StartAsync(new Libp2pHostOptions { Swarm = new SwarmOptions { MaximumConnections = 1 } });
        var (first, second) = (await pair.StartAsync(), await pair.StartAsync());
        await first.DialAsync(HostPair.AddressOf(full), pair.Deadline);
        await first.PingAsync(full.LocalPeer, pair.Deadline);

        await Should.ThrowAsync<IOException>(async () =>
        {
            await second.DialAsync(HostPair.AddressOf(full), pair.Deadline);
            await second.PingAsync(full.LocalPeer, pair.Deadline);
        });
        (await first.PingAsync(full.LocalPeer, pair.Deadline)).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Resets_streams_of_a_peer_that_keeps_too_many_handlers_busy()
    {
        var server = await pair.StartAsync(new Libp2pHostOptions { Swarm = new SwarmOptions { MaximumHandlersPerConnection = 4 } });
        var client = await pair.StartAsync();
        server.Handle(Silent, (stream, _, token) => stream.CopyToAsync(Stream.Null, token));
        await client.DialAsync(HostPair.AddressOf(server), pair.Deadline);
        var failures = 0;
        var streams = new List<PeerStream>();
        for (var count = 0; count < 8; count++)
        {
            try
            {
                streams.Add(await client.OpenStreamAsync(server.LocalPeer, Silent, pair.Deadline));
            }
            catch (IOException)
            {
                failures++;
            }
        }

        failures.ShouldBeInRange(4, 5);
        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task Closes_the_connection_that_lost_against_a_crossing_one()
    {
        var options = new Libp2pHostOptions { Swarm = new SwarmOptions { SurplusDelay = TimeSpan.FromMilliseconds(50) } };
        var (left, right) = (await pair.StartAsync(options), await pair.StartAsync(options));
        var opened = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var closed = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        left.ConnectionOpened += (_, arguments) =>
        {
            if (arguments.ConnectionsToPeer == 2)
            {
                opened.TrySetResult(2);
            }
        };
        left.ConnectionClosed += (_, arguments) => closed.TrySetResult(arguments.ConnectionsToPeer);
        await right.DialAsync(HostPair.AddressOf(left), pair.Deadline);

        // The address without a peer makes a second connection, as two dials that cross would.
        await left.DialAsync(right.ListenAddresses[0], pair.Deadline);
        await opened.Task.WaitAsync(pair.Deadline);
        (await closed.Task.WaitAsync(pair.Deadline)).ShouldBe(1);
        (await left.PingAsync(right.LocalPeer, pair.Deadline)).ShouldBeGreaterThan(TimeSpan.Zero);
        left.Connections.ShouldHaveSingleItem().Direction.ShouldBe(
            left.LocalPeer.CompareTo(right.LocalPeer) < 0 ? ConnectionDirection.Outbound : ConnectionDirection.Inbound);
    }

    [Fact]
    public async Task Dials_a_name()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        var port = right.ListenAddresses[0].ToString().Split('/')[^1];

        var connection = await left.DialAsync(Multiaddr.Parse($"/dns4/localhost/tcp/{port}").WithPeer(right.LocalPeer), pair.Deadline);
        connection.RemotePeer.ShouldBe(right.LocalPeer);
    }

    [Fact]
    public async Task Learns_the_peer_of_an_address_that_names_none()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());

        (await left.DialAsync(right.ListenAddresses[0], pair.Deadline)).RemotePeer.ShouldBe(right.LocalPeer);
    }

    [Fact]
    public async Task Says_which_address_cannot_be_reached()
    {
        var (left, gone) = (await pair.StartAsync(), await pair.StartAsync());
        var address = HostPair.AddressOf(gone);
        await gone.CloseAsync(pair.Deadline);

        (await Should.ThrowAsync<IOException>(() => left.DialAsync(address, pair.Deadline))).Message.ShouldContain(address.ToString());
    }

    [Fact]
    public async Task Refuses_to_dial_itself()
    {
        var host = await pair.StartAsync();

        await Should.ThrowAsync<ArgumentException>(() => host.DialAsync(HostPair.AddressOf(host), pair.Deadline));
        await Should.ThrowAsync<IOException>(() => host.DialAsync(host.ListenAddresses[0], pair.Deadline));
    }

    [Fact]
    public async Task Refuses_streams_to_a_peer_that_is_not_connected()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());

        var failure = await Should.ThrowAsync<PeerNotConnectedException>(() => left.OpenStreamAsync(right.LocalPeer, Silent, pair.Deadline));
        failure.PeerId.ShouldBe(right.LocalPeer);
    }

    [Fact]
    public async Task Announces_the_addresses_that_it_is_told_to()
    {
        var told = Multiaddr.Parse("/dns4/node.example.com/tcp/9000");
        var host = await pair.StartAsync(new Libp2pHostOptions { AnnouncedAddresses = [told] });

        host.AnnouncedAddresses.ShouldBe([told]);
        host.ListenAddresses.ShouldNotContain(told);
    }

    [Fact]
    public async Task Announces_no_wildcard()
    {
        var host = await pair.StartAsync();
        await host.StartAsync([Multiaddr.Parse("/ip4/0.0.0.0/tcp/0")], pair.Deadline);

        host.AnnouncedAddresses.ShouldAllBe(address => !address.ToString().StartsWith("/ip4/0.0.0.0/", StringComparison.Ordinal));
        host.AnnouncedAddresses.Count.ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public async Task Lets_a_handler_disconnect_its_own_peer()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        right.Handle(Silent, (_, peer, token) => right.DisconnectAsync(peer, token));
        var connection = await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);
        await using var stream = await left.OpenStreamAsync(right.LocalPeer, Silent, pair.Deadline);

        await connection.Completion.WaitAsync(pair.Deadline);
        left.Connections.ShouldBeEmpty();
    }
}
