using System.Net;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Transports.Dns;
using DarkSwap.Primitives;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Transports.Dns;

public sealed class AddressResolverTests : IAsyncLifetime
{
    private const string PeerA = "/p2p/12D3KooWPjceQrSwdWXPyLLeABRXmuqt69Rg3sBYbU1Nft9HyQ6X";
    private const string PeerB = "/p2p/QmNnooDu7bfjPFoTZYxMNLWUQJyrVwtbZg5gBMjTezGAJN";
    private readonly DnsServer server = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Leaves_an_address_without_a_name_as_it_is()
    {
        (await ResolveAsync("/ip4/192.0.2.1/tcp/1")).ShouldBe(["/ip4/192.0.2.1/tcp/1"]);
        server.Questions.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/dns4/a.test/tcp/1", "/ip4/192.0.2.1/tcp/1")]
    [InlineData("/dns6/a.test/udp/1/quic-v1" + PeerA, "/ip6/2001:db8::1/udp/1/quic-v1" + PeerA)]
    [InlineData("/dns/a.test/tcp/1/ws", "/ip6/2001:db8::1/tcp/1/ws", "/ip4/192.0.2.1/tcp/1/ws")]
    public async Task Replaces_a_name_by_its_addresses(string address, params string[] expected)
    {
        server.With("a.test", IPAddress.Parse("192.0.2.1")).With("a.test", IPAddress.Parse("2001:db8::1"));

        (await ResolveAsync(address)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("/dns4/a.test/tcp/1/wss" + PeerA, "/ip4/192.0.2.1/tcp/1/tls/sni/a.test/ws" + PeerA)]
    [InlineData("/dns4/a.test/tcp/1/tls/ws", "/ip4/192.0.2.1/tcp/1/tls/sni/a.test/ws")]
    [InlineData("/dns4/a.test/tcp/1/tls/sni/other.test/ws", "/ip4/192.0.2.1/tcp/1/tls/sni/other.test/ws")]
    public async Task Keeps_the_name_that_a_certificate_is_for(string address, string expected)
    {
        server.With("a.test", IPAddress.Parse("192.0.2.1"));

        (await ResolveAsync(address)).ShouldBe([expected]);
    }

    [Fact]
    public async Task Follows_links_to_the_peer_that_the_address_names()
    {
        server.WithLink("boot.test", $"/dnsaddr/one.test{PeerA}").WithLink("boot.test", $"/dnsaddr/two.test{PeerB}").WithText("_dnsaddr.boot.test", "v=other").WithLink("boot.test", "/nonsense");
        server.WithLink("one.test", $"/dns4/host.test/tcp/4001{PeerA}").WithLink("one.test", $"/ip4/192.0.2.7/udp/4001/quic-v1{PeerA}").WithLink("one.test", $"/ip4/192.0.2.8/tcp/1{PeerB}");
        server.With("host.test", IPAddress.Parse("192.0.2.1"));

        (await ResolveAsync($"/dnsaddr/boot.test{PeerA}")).ShouldBe([$"/ip4/192.0.2.7/udp/4001/quic-v1{PeerA}", $"/ip4/192.0.2.1/tcp/4001{PeerA}"]);
        server.Questions.ShouldNotContain(asked => asked.Question.Name == "_dnsaddr.two.test");
    }

    [Fact]
    public async Task Follows_four_links_and_not_a_fifth()
    {
        for (var depth = 1; depth <= 6; depth++)
        {
            server.WithLink($"n{depth}.test", $"/dnsaddr/n{depth + 1}.test");
        }

        server.WithLink("n4.test", "/ip4/192.0.2.4/tcp/4").WithLink("n5.test", "/ip4/192.0.2.5/tcp/5");

        (await ResolveAsync("/dnsaddr/n1.test")).ShouldBe(["/ip4/192.0.2.4/tcp/4"]);
        server.Questions.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Asks_once_what_leads_in_a_circle()
    {
        server.WithLink("a.test", "/dnsaddr/b.test").WithLink("b.test", "/dnsaddr/a.test").WithLink("b.test", "/ip4/192.0.2.1/tcp/1");

        (await ResolveAsync("/dnsaddr/a.test")).ShouldBe(["/ip4/192.0.2.1/tcp/1"]);
        server.Questions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Takes_at_most_64_addresses_and_asks_at_most_32_questions()
    {
        for (var index = 0; index < 100; index++)
        {
            server.WithLink("many.test", $"/ip4/192.0.2.{index}/tcp/1").WithLink("wide.test", $"/dns4/n{index}.test/tcp/1").With($"n{index}.test", IPAddress.Parse($"192.0.2.{index}"));
        }

        (await ResolveAsync("/dnsaddr/many.test")).Count.ShouldBe(64);
        server.Questions.Clear();
        (await ResolveAsync("/dnsaddr/wide.test")).Count.ShouldBe(31);
        server.Questions.DistinctBy(asked => asked.Question).Count().ShouldBe(32);
    }

    [Fact]
    public async Task Says_which_name_leads_nowhere()
    {
        (await Should.ThrowAsync<IOException>(() => ResolveAsync("/dns4/none.test/tcp/1"))).Message.ShouldContain("none.test");
        server.Code = 5;
        (await Should.ThrowAsync<IOException>(() => ResolveAsync("/dnsaddr/none.test"))).Message.ShouldContain("code 5");
    }

    [Fact]
    public async Task Takes_what_it_knows_when_the_time_is_over()
    {
        var time = new ManualTimeProvider();
        server.WithLink("a.test", "/ip4/192.0.2.1/tcp/1").WithLink("a.test", "/dns4/slow.test/tcp/1");
        var options = new DnsOptions { Servers = [server.EndPoint], AnswerTimeout = TimeSpan.FromHours(1) };
        server.Before = answer =>
        {
            server.Code = null;
            return [];
        };
        var resolving = new AddressResolver(new DnsClient(options, SystemRandomSource.Instance, time), options, time).ResolveAsync(Multiaddr.Parse("/dnsaddr/a.test"), TransportPair.Deadline);
        await Eventually.HoldsAsync(() => server.Questions.Count == 2);

        time.Advance(options.ResolutionTimeout);

        (await resolving).ShouldBe([Multiaddr.Parse("/ip4/192.0.2.1/tcp/1")]);
    }

    private async Task<IReadOnlyList<string>> ResolveAsync(string address)
    {
        var options = new DnsOptions { Servers = [server.EndPoint] };
        var resolver = new AddressResolver(new DnsClient(options, SystemRandomSource.Instance, TimeProvider.System), options, TimeProvider.System);
        return [.. (await resolver.ResolveAsync(Multiaddr.Parse(address), TransportPair.Deadline)).Select(item => item.ToString())];
    }
}
