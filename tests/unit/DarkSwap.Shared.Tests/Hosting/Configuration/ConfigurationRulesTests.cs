using DarkSwap.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace DarkSwap.Shared.Tests.Hosting.Configuration;

public sealed class ConfigurationRulesTests
{
    [Fact]
    public void Takes_every_key_of_the_description_of_the_network()
    {
        var settings = new Dictionary<string, string?>
        {
            ["libp2p:listenAddresses:0"] = "/ip4/0.0.0.0/tcp/9000",
            ["libp2p:bootstrapPeers:0"] = "/dnsaddr/bootstrap.example.org/p2p/QmNnooDu7bfjPFoTZYxMNLWUQJyrVwtbZg5gBMjTezGAJN",
            ["libp2p:announceAddresses:0"] = "/dns4/node.example.org/tcp/9000",
            ["libp2p:exemptSubnets:0"] = "127.0.0.0/8",
            ["libp2p:blockedSubnets:0"] = "192.0.2.7",
            ["libp2p:dialedSubnets:0"] = "10.1.0.0/16",
            ["libp2p:limits:connections"] = "512",
            ["libp2p:limits:connectionsPerAddress"] = "8",
            ["libp2p:limits:connectionsPerSubnet"] = "32",
            ["libp2p:limits:handshakesPerSubnet"] = "16",
            ["libp2p:limits:mebibytesPerPeer"] = "8",
            ["libp2p:limits:highWater"] = "384",
            ["libp2p:limits:lowWater"] = "256",
            ["libp2p:dht:enabled"] = "true",
            ["libp2p:dht:clientMode"] = "false",
            ["libp2p:dht:kBucketSize"] = "20",
            ["libp2p:dht:recordTTL"] = "24",
            ["libp2p:relay:enabled"] = "true",
            ["libp2p:relay:autoRelay"] = "true",
            ["libp2p:relay:hop"] = "false",
            ["libp2p:relay:active"] = "true",
            ["libp2p:relay:discovery"] = "true",
            ["webrtc:iceServers:0:urls"] = "stun:stun.example.org:19302",
            ["webrtc:iceServers:1:urls"] = "turn:turn.example.org:3478",
            ["webrtc:iceServers:1:username"] = "username",
            ["webrtc:iceServers:1:credential"] = "password",
            ["webrtc:iceTransportPolicy"] = "all",
            ["webrtc:bundlePolicy"] = "balanced",
            ["webrtc:rtcpMuxPolicy"] = "require",
            ["webrtc:iceCandidatePoolSize"] = "10",
        };

        ErrorsOf(settings).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("libp2p:dht:kBucketSize", "0", "libp2p:dht:kBucketSize is a whole number from 1 to 100, not '0'")]
    [InlineData("LIBP2P:DHT:ENABLED", "yes", "libp2p:dht:enabled is true or false, not 'yes'")]
    [InlineData("libp2p:dht:bucketSize", "20", "libp2p:dht:bucketSize is not a known key")]
    [InlineData("libp2p:listenAddresses:0", "tcp://x", "libp2p:listenAddresses:0 is a multiaddress such as /ip4/127.0.0.1/tcp/9000, not 'tcp://x'")]
    [InlineData("libp2p:exemptSubnets:0", "loopback", "libp2p:exemptSubnets:0 is an address such as 10.0.0.7 or a network such as 10.0.0.0/24, not 'loopback'")]
    [InlineData("libp2p:limits:connectionsPerAddress", "0", "libp2p:limits:connectionsPerAddress is a whole number from 1 to 100000, not '0'")]
    [InlineData("libp2p:webSockets:certificate", "/nowhere.pem", "libp2p:webSockets:certificate is a file that is there, not '/nowhere.pem'")]
    [InlineData("libp2p:limits:peers", "1", "libp2p:limits:peers is not a known key")]
    [InlineData("webrtc:bundlePolicy", "all", "webrtc:bundlePolicy is one of balanced, max-bundle, max-compat, not 'all'")]
    [InlineData("webrtc:iceServers:0:urls", "http://x", "webrtc:iceServers:0:urls is a stun:, stuns:, turn: or turns: URL, not 'http://x'")]
    [InlineData("network", "moonnet", "network is one of regtest, signet, testnet3, testnet4, mainnet, not 'moonnet'")]
    [InlineData("api", "127.0.0.1", "api is an address and port such as 127.0.0.1:8080, not '127.0.0.1'")]
    public void Refuses_what_does_not_fit_by_name(string key, string value, string error) =>
        ErrorsOf(new Dictionary<string, string?> { [key] = value }).ShouldBe([error]);

    [Fact]
    public void Never_shows_a_password_that_it_refuses() =>
        ErrorsOf(new Dictionary<string, string?> { ["bitcoinRpc"] = "ftp://user:hunter2@127.0.0.1" }).Single().ShouldNotContain("hunter2");

    [Fact]
    public void Names_keys_of_parts_that_are_not_built_only_where_somebody_set_them()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["LIBP2P:RELAY:HOP"] = "true",
            ["libp2p:listenAddresses:0"] = "/ip4/0.0.0.0/tcp/9000",
        }).Build();

        ConfigurationRules.FindNotInEffect(configuration).ShouldBe(["libp2p:relay:hop"]);
    }

    private static IReadOnlyList<string> ErrorsOf(Dictionary<string, string?> settings) =>
        ConfigurationRules.FindErrors(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
