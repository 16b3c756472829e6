using DarkSwap.Connectivity.Hosting;
using DarkSwap.Hosting.Configuration;

namespace DarkSwap.Connectivity.Tests;

public sealed class Libp2pOptionsValidatorTests
{
    private const string Peer = "12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";

    [Fact]
    public void Takes_the_defaults_and_what_the_description_of_the_network_gives_as_example()
    {
        FailuresOf(new Libp2pOptions()).ShouldBeEmpty();
        FailuresOf(new Libp2pOptions
        {
            ListenAddresses = ["/ip4/0.0.0.0/tcp/9000", "/ip4/0.0.0.0/tcp/9001/ws"],
            BootstrapPeers = ["/dnsaddr/bootstrap.libp2p.io/p2p/QmNnooDu7bfjPFoTZYxMNLWUQJyrVwtbZg5gBMjTezGAJN"],
        }).ShouldBeEmpty();
    }

    [Fact]
    public void Names_every_field_that_does_not_fit_at_once()
    {
        var failures = FailuresOf(new Libp2pOptions
        {
            ListenAddresses = ["/ip4/127.0.0.1/tcp/1", "/ip4/300.0.0.1/tcp/1"],
            BootstrapPeers = ["/ip4/127.0.0.1/tcp/1", $"/ip4/127.0.0.1/tcp/1/p2p/{Peer}"],
            AnnounceAddresses = ["/nonsense"],
            ExemptSubnets = ["127.0.0.0/8", "127.0.0.0/33"],
            Limits = new Libp2pLimitOptions { Connections = 100, ConnectionsPerAddress = 33, HighWater = 101, LowWater = 102 },
            WebSockets = new WebSocketListenOptions { Key = "key.pem" },
            Proxies = new Libp2pProxyOptions { ProxyProtocol = ["proxy"], ForwardedFor = ["10.0.0.1", "10.0.0.1/33"] },
            Dns = new Libp2pDnsOptions { Servers = ["10.0.0.53", "10.0.0.53:5353", "dns.example"] },
        });

        failures.Select(failure => failure.Split(' ')[0]).ShouldBe(
        [
            "libp2p:listenAddresses:1", "libp2p:announceAddresses:0", "libp2p:bootstrapPeers:0", "libp2p:exemptSubnets:1", "libp2p:proxies:proxyProtocol:0",
            "libp2p:proxies:forwardedFor:1", "libp2p:dns:servers:2", "libp2p:limits:connectionsPerAddress",
            "libp2p:limits:highWater", "libp2p:limits:lowWater", "libp2p:webSockets:certificate",
        ]);
        failures[0].ShouldBe("libp2p:listenAddresses:1 is a multiaddress such as /ip4/127.0.0.1/tcp/9000, not '/ip4/300.0.0.1/tcp/1'");
    }

    [Fact]
    public void Gives_the_library_what_is_configured()
    {
        var options = Libp2pSettings.ToHostOptions(
            new Libp2pOptions
            {
                ExemptSubnets = ["127.0.0.0/8", "10.0.0.7"],
                Limits = new Libp2pLimitOptions { Connections = 100, ConnectionsPerAddress = 3, MebibytesPerPeer = 2 },
                Proxies = new Libp2pProxyOptions { ProxyProtocol = ["10.1.0.0/16"], ForwardedFor = ["10.0.0.1"] },
                Dns = new Libp2pDnsOptions { Servers = ["10.0.0.53", "[2001:db8::53]:5353"] },
            },
            isPerfServed: true);

        options.IsPerfServed.ShouldBeTrue();
        options.Swarm.MaximumConnections.ShouldBe(100);
        options.Swarm.Resources.MaximumConnectionsPerAddress.ShouldBe(3);
        options.Swarm.Resources.MaximumBytesPerPeer.ShouldBe(2_097_152);
        options.Swarm.Resources.ExemptSubnets.Select(subnet => subnet.ToString()).ShouldBe(["127.0.0.0/8", "10.0.0.7/32"]);
        options.Transports.Proxies.ProxyProtocolFrom.Single().ToString().ShouldBe("10.1.0.0/16");
        options.Transports.Proxies.ForwardedForFrom.Single().ToString().ShouldBe("10.0.0.1/32");
        options.Transports.Dns.Servers.Select(server => server.ToString()).ShouldBe(["10.0.0.53:53", "[2001:db8::53]:5353"]);
    }

    private static IReadOnlyList<string> FailuresOf(Libp2pOptions options) => [.. new Libp2pOptionsValidator().Validate(null, options).Failures ?? []];
}
