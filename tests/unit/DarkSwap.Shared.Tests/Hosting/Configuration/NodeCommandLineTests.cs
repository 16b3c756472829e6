using DarkSwap.Hosting.Configuration;

namespace DarkSwap.Shared.Tests.Hosting.Configuration;

public sealed class NodeCommandLineTests
{
    [Fact]
    public void Every_option_becomes_its_configuration_key()
    {
        var parsed = new NodeCommandLine("test").Parse(
        [
            "--data", "folder", "--api", "127.0.0.1:1", "--listen", "/ip4/1.1.1.1/tcp/1", "/ip4/2.2.2.2/tcp/2", "--listen", "/ip4/3.3.3.3/tcp/3",
            "--bootstrap", "/ip4/4.4.4.4/tcp/4", "--network", "signet", "--bitcoin-rpc", "http://u:p@h:1", "--perf",
        ]);

        parsed.Errors.ShouldBeEmpty();
        parsed.IsMigration.ShouldBeFalse();
        parsed.Settings.ShouldBe(
            new Dictionary<string, string?>
            {
                ["data"] = "folder",
                ["api"] = "127.0.0.1:1",
                ["libp2p:listenAddresses:0"] = "/ip4/1.1.1.1/tcp/1",
                ["libp2p:listenAddresses:1"] = "/ip4/2.2.2.2/tcp/2",
                ["libp2p:listenAddresses:2"] = "/ip4/3.3.3.3/tcp/3",
                ["libp2p:bootstrapPeers:0"] = "/ip4/4.4.4.4/tcp/4",
                ["network"] = "signet",
                ["bitcoinRpc"] = "http://u:p@h:1",
                ["perf"] = "true",
            },
            ignoreOrder: true);
    }

    [Fact]
    public void What_is_not_given_is_left_to_the_other_sources() => new NodeCommandLine("test").Parse(["--migrate"]).Settings.ShouldBeEmpty();

    [Fact]
    public void A_health_check_takes_the_same_settings_as_the_program_it_asks()
    {
        var parsed = new NodeCommandLine("test").Parse(["--health", "--api", "127.0.0.1:1"]);

        parsed.IsHealthCheck.ShouldBeTrue();
        parsed.Settings["api"].ShouldBe("127.0.0.1:1");
    }

    [Fact]
    public void An_unknown_option_is_an_error() => new NodeCommandLine("test").Parse(["--bogus"]).Errors.Single().ShouldContain("--bogus");

    [Fact]
    public void An_option_without_its_value_is_an_error() => new NodeCommandLine("test").Parse(["--data"]).Errors.Single().ShouldContain("--data");
}
