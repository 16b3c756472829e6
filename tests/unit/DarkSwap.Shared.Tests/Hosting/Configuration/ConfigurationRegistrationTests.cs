using DarkSwap.Hosting.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DarkSwap.Shared.Tests.Hosting.Configuration;

public sealed class ConfigurationRegistrationTests
{
    [Fact]
    public void A_bootstrap_peer_that_is_named_and_left_empty_is_none()
    {
        var options = Bind(new() { ["libp2p:bootstrapPeers:0"] = string.Empty, ["libp2p:bootstrapPeers:1"] = "/ip4/127.0.0.1/tcp/9000/p2p/x" });

        options.BootstrapPeers.ShouldBe(["/ip4/127.0.0.1/tcp/9000/p2p/x"]);
    }

    [Fact]
    public void Peers_can_connect_by_TCP_unless_the_configuration_says_otherwise()
    {
        Bind([]).ListenAddresses.ShouldBe([Libp2pOptions.DefaultListenAddress]);
        Bind(new() { ["libp2p:listenAddresses:0"] = "/ip4/127.0.0.1/tcp/1" }).ListenAddresses.ShouldBe(["/ip4/127.0.0.1/tcp/1"]);
    }

    private static Libp2pOptions Bind(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddNodeOptions();
        using var host = builder.Build();
        return host.Services.GetRequiredService<IOptions<Libp2pOptions>>().Value;
    }
}
