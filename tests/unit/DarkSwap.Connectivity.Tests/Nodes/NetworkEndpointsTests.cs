using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DarkSwap.Testing;

namespace DarkSwap.Connectivity.Tests.Nodes;

public sealed class NetworkEndpointsTests(NetworkEndpointsTests.SharedNode shared) : IClassFixture<NetworkEndpointsTests.SharedNode>
{
    private const string SomebodyElse = "12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";

    [Fact]
    public async Task Tells_who_it_is()
    {
        var node = shared.Node;

        using var identity = JsonDocument.Parse(await node.Host.Anonymous.GetStringAsync("network/identity"));

        identity.RootElement.GetProperty("peerId").GetString().ShouldBe(node.PeerId);
        identity.RootElement.GetProperty("network").GetString().ShouldBe("regtest:0f9188f1");
        identity.RootElement.GetProperty("addresses")[0].GetString()!.ShouldEndWith($"/p2p/{node.PeerId}");
    }

    [Fact]
    public async Task Says_that_the_chain_is_unknown_instead_of_a_wrong_network()
    {
        await using var node = await TestNode.StartAsync(services: new StandInServices { Network = null });

        var response = await node.Host.Anonymous.GetAsync("network/identity");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync()).ShouldContain("urn:darkswap:problem:chain-unavailable");
    }

    [Fact]
    public async Task Says_that_a_regtest_without_a_block_has_no_name_and_not_that_its_node_is_away()
    {
        await using var node = await TestNode.StartAsync(services: new StandInServices { Network = null, IsChainWithoutBlocks = true });

        var response = await node.Host.Anonymous.GetAsync("network/identity");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!.ShouldContain("has no block yet: mine one");
    }

    [Fact]
    public async Task Dials_pings_lists_and_drops_a_peer()
    {
        await using var alice = await TestNode.StartAsync();
        await using var bob = await TestNode.StartAsync();

        (await bob.DialAsync(alice)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await bob.CountPeersAsync()).ShouldBe(1);
        var ping = await (await bob.Host.Operator.PostAsync($"network/peers/{alice.PeerId}/pings", null)).Content.ReadFromJsonAsync<JsonElement>();
        ping.GetProperty("roundTripMicroseconds").GetInt64().ShouldBeGreaterThan(0);
        ping.GetProperty("sent").GetInt64().ShouldBe(1);
        ping.GetProperty("medianMicroseconds").GetInt64().ShouldBe(ping.GetProperty("roundTripMicroseconds").GetInt64());

        (await bob.Host.Operator.DeleteAsync($"network/peers/{alice.PeerId}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.HoldsAsync(async () => await alice.CountPeersAsync() == 0, "alice has seen it");
        (await bob.Host.Operator.DeleteAsync($"network/peers/{alice.PeerId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Reaches_a_peer_by_whichever_of_its_addresses_works()
    {
        await using var alice = await TestNode.StartAsync();
        await using var bob = await TestNode.StartAsync();

        var response = await bob.Host.Operator.PostAsJsonAsync(
            "network/peers", new { address = $"/ip4/127.0.0.1/tcp/1/p2p/{alice.PeerId}", furtherAddresses = new[] { alice.Address } });

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("address").GetString().ShouldBe(alice.Address[..alice.Address.IndexOf("/p2p/", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task Neither_dials_nor_lets_in_what_is_blocked()
    {
        await using var alice = await TestNode.StartAsync();
        await using var closed = await TestNode.StartAsync(settings: new() { ["libp2p:blockedSubnets:0"] = "127.0.0.1" });

        (await closed.DialAsync(alice)).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await alice.DialAsync(closed)).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await alice.CountPeersAsync(), await closed.CountPeersAsync()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Tells_the_topology_and_what_connections_hold()
    {
        await using var alice = await TestNode.StartAsync();
        await using var bob = await TestNode.StartAsync();
        await bob.DialAsync(alice);

        using var topology = JsonDocument.Parse(await bob.Host.Anonymous.GetStringAsync("network/topology"));

        var root = topology.RootElement;
        root.GetProperty("peerId").GetString().ShouldBe(bob.PeerId);
        (root.GetProperty("peers").GetInt32(), root.GetProperty("inbound").GetInt32(), root.GetProperty("outbound").GetInt32()).ShouldBe((1, 0, 1));
        root.GetProperty("transports").GetProperty("tcp").GetInt32().ShouldBe(1);
        root.GetProperty("scopes").GetProperty("loopback").GetInt32().ShouldBe(1);
        var link = root.GetProperty("links")[0];
        (link.GetProperty("peerId").GetString(), link.GetProperty("direction").GetString(), link.GetProperty("isKept").GetBoolean()).ShouldBe((alice.PeerId, "outbound", true));
        root.GetProperty("resources").GetProperty("connections").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Tells_the_operator_the_configuration_that_is_in_effect()
    {
        await using var node = await TestNode.StartAsync(settings: new() { ["libp2p:limits:connections"] = "100", ["libp2p:relay:hop"] = "true" });

        using var document = JsonDocument.Parse(await node.Host.Operator.GetStringAsync("network/configuration"));

        var root = document.RootElement;
        root.GetProperty("listenAddresses")[0].GetString().ShouldBe("/ip4/127.0.0.1/tcp/0");
        root.GetProperty("exemptSubnets")[0].GetString().ShouldBe("127.0.0.0/8");
        var limits = root.GetProperty("limits");
        (limits.GetProperty("connections").GetInt32(), limits.GetProperty("highWater").GetInt32(), limits.GetProperty("lowWater").GetInt32()).ShouldBe((100, 75, 50));
        limits.GetProperty("connectionsPerAddress").GetInt32().ShouldBe(8);
        root.GetProperty("dht").GetProperty("kBucketSize").GetInt32().ShouldBe(20);
        root.GetProperty("notInEffect")[0].GetString().ShouldBe("libp2p:relay:hop");
    }

    [Theory]
    [InlineData("""{"address":"nonsense"}""", 400)]
    [InlineData("""{"address":"/ip4/127.0.0.1/tcp/1/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp","furtherAddresses":["nonsense"]}""", 400)]
    [InlineData("""{"address":"/ip4/127.0.0.1/tcp/1/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp","furtherAddresses":["/ip4/127.0.0.1/tcp/1/p2p/QmNnooDu7bfjPFoTZYxMNLWUQJyrVwtbZg5gBMjTezGAJN"]}""", 400)]
    [InlineData("""{"address":"/ip4/127.0.0.1/tcp/1/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp","furtherAddresses":[null]}""", 400)]
    [InlineData("""{"address":"/ip4/127.0.0.1/tcp/1/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp","furtherAddresses":["/ip4/127.0.0.1/tcp/2"]}""", 502)]
    [InlineData("""{"address":"/ip4/127.0.0.1/tcp/1"}""", 400)]
    [InlineData("""{"address":"/ip4/127.0.0.1/udp/1/quic-v1/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp"}""", 400)]
    [InlineData("""{"address":"/ip4/127.0.0.1/tcp/1/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp"}""", 502)]
    [InlineData("""{"address":7}""", 400)]
    [InlineData("""{"address":null}""", 400)]
    [InlineData("""{}""", 400)]
    [InlineData("""{"address":"/ip4/127.0.0.1/tcp/1","more":1}""", 400)]
    [InlineData("""[""", 400)]
    public async Task Answers_a_bad_dial_with_its_reason(string body, int status)
    {
        var node = shared.Node;

        var response = await node.Host.Operator.PostAsync("network/peers", new StringContent(body, Encoding.UTF8, "application/json"));

        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("GET", "network/peers?limit=0", 400)]
    [InlineData("GET", "network/peers?limit=many", 400)]
    [InlineData("GET", "network/peers?cursor=nonsense", 400)]
    [InlineData("GET", "network/topology?limit=-1", 400)]
    [InlineData("GET", "network/topology?limit=1001", 400)]
    [InlineData("POST", "network/peers/nonsense/pings", 400)]
    [InlineData("POST", $"network/peers/{SomebodyElse}/pings", 404)]
    [InlineData("DELETE", "network/peers/nonsense", 400)]
    [InlineData("DELETE", $"network/peers/{SomebodyElse}", 404)]
    public async Task Answers_bad_parameters_with_their_reason(string method, string path, int status)
    {
        var node = shared.Node;

        var response = await node.Host.Operator.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        ((int)response.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData("GET", "network/configuration")]
    [InlineData("POST", "network/peers")]
    [InlineData("DELETE", $"network/peers/{SomebodyElse}")]
    [InlineData("POST", $"network/peers/{SomebodyElse}/pings")]
    public async Task Needs_the_operators_token_for_every_write_and_the_configuration(string method, string path)
    {
        var node = shared.Node;

        var body = method == "GET" ? null : JsonContent.Create(new { address = "/ip4/127.0.0.1/tcp/1" });

        var response = await node.Host.Anonymous.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = body });

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>One node for all requests that change nothing.</summary>
    public sealed class SharedNode : IAsyncLifetime
    {
        public TestNode Node { get; private set; } = null!;

        public async Task InitializeAsync() => Node = await TestNode.StartAsync();

        public async Task DisposeAsync() => await Node.DisposeAsync();
    }
}
