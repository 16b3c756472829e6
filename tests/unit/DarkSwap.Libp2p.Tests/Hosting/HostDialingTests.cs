using System.Net;
using System.Net.Sockets;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Swarm.Addresses;
using DarkSwap.Libp2p.Swarm.Dialing;

namespace DarkSwap.Libp2p.Tests.Hosting;

public sealed class HostDialingTests : IAsyncLifetime
{
    private readonly HostPair pair = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await pair.DisposeAsync();

    [Fact]
    public async Task Reaches_a_peer_by_the_address_that_works_while_others_are_silent_or_closed()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        using var silent = Listen();

        var connection = await left.DialAsync(right.LocalPeer, [AddressOf(silent), Closed(), right.ListenAddresses[0]], AddressOrigin.Operator, pair.Deadline);

        connection.RemotePeer.ShouldBe(right.LocalPeer);
        connection.RemoteAddress.ShouldBe(right.ListenAddresses[0]);
    }

    [Fact]
    public async Task Tells_the_fate_of_every_address_when_none_works()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        var other = await pair.StartAsync();

        var failure = await Should.ThrowAsync<DialFailedException>(
            () => left.DialAsync(right.LocalPeer, [Closed(), HostPair.AddressOf(other), Multiaddr.Parse("/ip4/1.2.3.4/udp/1")], AddressOrigin.Operator, pair.Deadline));

        failure.PeerId.ShouldBe(right.LocalPeer);
        failure.Failures.Count.ShouldBe(3);
        failure.Message.ShouldContain("it names another peer");
        failure.Message.ShouldContain("there is no transport for it");
    }

    [Fact]
    public async Task Does_not_go_where_strangers_point_inside_our_networks()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());

        var failure = await Should.ThrowAsync<DialFailedException>(() => left.DialAsync(right.LocalPeer, right.ListenAddresses, AddressOrigin.Learned, pair.Deadline));

        failure.Message.ShouldContain("not dialed");
        right.Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task Does_not_go_there_by_a_name_either()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        var name = Multiaddr.Parse($"/dns4/localhost/tcp/{PortOf(right)}");

        (await Should.ThrowAsync<IOException>(() => left.DialAsync(right.LocalPeer, [name], AddressOrigin.Learned, pair.Deadline))).Message.ShouldContain("not dialed");
        right.Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task Lets_an_address_rest_that_failed_unless_the_operator_asks()
    {
        var options = new Libp2pHostOptions { Swarm = new SwarmOptions { AlsoDialedNetworks = [IPNetwork.Parse("127.0.0.0/8")] } };
        var (left, right) = (await pair.StartAsync(options), await pair.StartAsync());
        var address = right.ListenAddresses[0];
        await right.CloseAsync(pair.Deadline);

        await Should.ThrowAsync<IOException>(() => left.DialAsync(right.LocalPeer, [address], AddressOrigin.Learned, pair.Deadline));
        (await Should.ThrowAsync<DialFailedException>(() => left.DialAsync(right.LocalPeer, [address], AddressOrigin.Learned, pair.Deadline))).Message.ShouldContain("a short while ago");
        (await Should.ThrowAsync<IOException>(() => left.DialAsync(right.LocalPeer, [address], AddressOrigin.Operator, pair.Deadline))).Message.ShouldNotContain("a short while ago");
    }

    [Fact]
    public async Task Makes_one_dial_of_many_for_one_peer()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        var opened = 0;
        right.ConnectionOpened += (_, _) => Interlocked.Increment(ref opened);

        var connections = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            number => left.DialAsync(right.LocalPeer, [number % 2 == 0 ? right.ListenAddresses[0] : Closed()], AddressOrigin.Operator, pair.Deadline)));

        connections.Distinct().ShouldHaveSingleItem();
        await left.PingAsync(right.LocalPeer, pair.Deadline);
        opened.ShouldBe(1);
    }

    [Fact]
    public async Task Ends_a_dial_that_nobody_waits_for_any_more()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        using var silent = Listen();
        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(pair.Deadline);
        var dial = left.DialAsync(right.LocalPeer, [AddressOf(silent)], AddressOrigin.Operator, impatience.Token);
        using var accepted = await silent.AcceptSocketAsync(pair.Deadline);
        await impatience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => dial);
        await using var stream = new NetworkStream(accepted);
        await ReadToEndAsync(stream);

        // And another dial of the same peer begins anew.
        (await left.DialAsync(right.LocalPeer, right.ListenAddresses, AddressOrigin.Operator, pair.Deadline)).RemotePeer.ShouldBe(right.LocalPeer);
    }

    private async Task ReadToEndAsync(Stream stream)
    {
        try
        {
            await stream.CopyToAsync(Stream.Null, pair.Deadline);
        }
        catch (IOException)
        {
            // A reset is an end too.
        }
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static Multiaddr AddressOf(TcpListener listener) => Multiaddr.FromEndPoint((IPEndPoint)listener.LocalEndpoint);

    /// <summary>An address on which nobody listens.</summary>
    private static Multiaddr Closed()
    {
        using var listener = Listen();
        return AddressOf(listener);
    }

    private static string PortOf(Libp2pHost host) => host.ListenAddresses[0].ToString().Split('/')[^1];
}
