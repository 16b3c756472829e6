using System.Net;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Tests.Hosting;
using DarkSwap.Libp2p.Transports;
using DarkSwap.Libp2p.Transports.Dns;
using DarkSwap.Libp2p.Transports.Tcp;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Transports.Dns;

public sealed class ResolvedDialTests : IAsyncLifetime
{
    private readonly DnsServer server = new();
    private readonly HostPair pair = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await pair.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_host_dials_a_link()
    {
        var listening = await pair.StartAsync();
        server.WithLink("boot.test", HostPair.AddressOf(listening).ToString());
        var dialing = await pair.StartAsync(new Libp2pHostOptions { Transports = new TransportOptions { Dns = new DnsOptions { Servers = [server.EndPoint] } } });

        var connection = await dialing.DialAsync(Multiaddr.Parse("/dnsaddr/boot.test").WithPeer(listening.LocalPeer), pair.Deadline);

        connection.RemotePeer.ShouldBe(listening.LocalPeer);
        connection.RemoteAddress.ShouldBe(listening.ListenAddresses[0]);
    }

    [Fact]
    public async Task Tries_the_next_address_of_a_name_when_one_fails()
    {
        await using var listener = await RealTransports.Tcp().ListenAsync(Multiaddr.Parse("/ip4/127.0.0.2/tcp/0"), TransportPair.Deadline);
        TcpAddress.TryRead(listener.Address, out var endPoint).ShouldBeTrue();
        server.With("a.test", IPAddress.Parse("127.0.0.3")).With("a.test", IPAddress.Parse("127.0.0.2"));

        var dialed = await Transport().DialAsync(Multiaddr.Parse($"/dns4/a.test/tcp/{endPoint!.Port}"), _ => true, TransportPair.Deadline);

        dialed.RemoteAddress.ShouldBe(listener.Address);
        await dialed.Stream.DisposeAsync();
    }

    [Fact]
    public async Task Connects_to_no_address_of_a_name_that_may_not_be_connected_to()
    {
        await using var listener = await RealTransports.Tcp().ListenAsync(Multiaddr.Parse("/ip4/127.0.0.1/tcp/0"), TransportPair.Deadline);
        TcpAddress.TryRead(listener.Address, out var endPoint).ShouldBeTrue();
        server.With("rebinding.test", IPAddress.Loopback);
        var asked = new List<IPAddress>();

        await Should.ThrowAsync<IOException>(() => Transport().DialAsync(Multiaddr.Parse($"/dns4/rebinding.test/tcp/{endPoint!.Port}"), Refuse, TransportPair.Deadline));

        asked.ShouldBe([IPAddress.Loopback]);

        bool Refuse(IPAddress address)
        {
            asked.Add(address);
            return false;
        }
    }

    private ResolvingTransport Transport()
    {
        var options = new DnsOptions { Servers = [server.EndPoint] };
        var resolver = new AddressResolver(new DnsClient(options, SystemRandomSource.Instance, TimeProvider.System), options, TimeProvider.System);
        return new ResolvingTransport(resolver, [RealTransports.Tcp()], TimeProvider.System);
    }
}
