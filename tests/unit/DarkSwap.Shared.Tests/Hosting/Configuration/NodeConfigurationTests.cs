using DarkSwap.Hosting.Configuration;
using DarkSwap.Hosting.Node;
using DarkSwap.Testing;

namespace DarkSwap.Shared.Tests.Hosting.Configuration;

public sealed class NodeConfigurationTests
{
    [Fact]
    public void Options_win_over_the_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("darkswap.json"), """{"network":"signet","perf":true}""");

        var settings = NodeConfiguration.Load(new Dictionary<string, string?> { ["data"] = folder.Path, ["network"] = "testnet4" });

        settings["network"].ShouldBe("testnet4");
        settings["perf"].ShouldBe("True");
    }

    [Fact]
    public void A_list_given_later_replaces_the_whole_list()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("darkswap.json"), """{"libp2p":{"listenAddresses":["/ip4/1.1.1.1/tcp/1","/ip4/2.2.2.2/tcp/2"],"bootstrapPeers":["/ip4/3.3.3.3/tcp/3"]}}""");

        var settings = NodeConfiguration.Load(new Dictionary<string, string?> { ["data"] = folder.Path, ["libp2p:listenAddresses:0"] = "/ip4/9.9.9.9/tcp/9" });

        settings.Where(pair => pair.Key.StartsWith("libp2p:", StringComparison.Ordinal)).ShouldBe(
            [new("libp2p:bootstrapPeers:0", "/ip4/3.3.3.3/tcp/3"), new("libp2p:listenAddresses:0", "/ip4/9.9.9.9/tcp/9")],
            ignoreOrder: true);
    }

    [Fact]
    public void A_file_that_is_not_JSON_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("darkswap.json"), "network = signet");

        Should.Throw<StartRefusedException>(() => NodeConfiguration.Load(new Dictionary<string, string?> { ["data"] = folder.Path }));
    }
}
