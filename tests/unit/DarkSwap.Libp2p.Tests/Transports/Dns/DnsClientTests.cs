using System.Net;
using DarkSwap.Libp2p.Transports.Dns;
using DarkSwap.Primitives;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Transports.Dns;

public sealed class DnsClientTests : IAsyncLifetime
{
    private readonly DnsServer server = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Finds_addresses_of_both_families_and_texts_of_several_strings()
    {
        server.With("a.test", IPAddress.Parse("192.0.2.1")).With("a.test", IPAddress.Parse("2001:db8::1")).WithText("a.test", "one ", "two").WithText("a.test", "three");

        (await Client().FindAddressesAsync("a.test", DnsRecordType.Address4, TransportPair.Deadline)).ShouldBe([IPAddress.Parse("192.0.2.1")]);
        (await Client().FindAddressesAsync("a.test", DnsRecordType.Address6, TransportPair.Deadline)).ShouldBe([IPAddress.Parse("2001:db8::1")]);
        (await Client().FindTextsAsync("a.test", TransportPair.Deadline)).ShouldBe(["one two", "three"]);
    }

    [Fact]
    public async Task Asks_by_TCP_when_an_answer_does_not_fit_a_datagram()
    {
        for (var index = 0; index < 60; index++)
        {
            server.WithText("big.test", new string((char)('A' + (index % 26)), 200));
        }

        (await Client().FindTextsAsync("big.test", TransportPair.Deadline)).Count.ShouldBe(60);
    }

    [Fact]
    public async Task Follows_an_alias()
    {
        server.WithAlias("a.test", DnsRecordType.Address4, "b.test").With("b.test", IPAddress.Parse("192.0.2.2"));

        (await Client().FindAddressesAsync("a.test", DnsRecordType.Address4, TransportPair.Deadline)).ShouldBe([IPAddress.Parse("192.0.2.2")]);
    }

    [Fact]
    public async Task Leaves_aliases_that_lead_in_a_circle()
    {
        server.WithAlias("a.test", DnsRecordType.Text, "b.test").WithAlias("b.test", DnsRecordType.Text, "a.test");

        (await Client().FindTextsAsync("a.test", TransportPair.Deadline)).ShouldBeEmpty();
        server.Questions.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Asks_each_question_from_another_port_under_another_id()
    {
        server.WithText("a.test", "text");
        for (var index = 0; index < 16; index++)
        {
            await Client().FindTextsAsync("a.test", TransportPair.Deadline);
        }

        server.Questions.Select(question => question.Id).Distinct().Count().ShouldBeGreaterThan(12);
        server.Questions.Select(question => question.Port).Distinct().Count().ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task Believes_no_datagram_with_another_id()
    {
        server.With("a.test", IPAddress.Parse("192.0.2.1"));
        server.Before = answer => [[.. answer.Take(1), (byte)(answer[1] + 1), .. answer.Skip(2).Take(answer.Length - 3), 99], [], [1, 2, 3]];

        (await Client().FindAddressesAsync("a.test", DnsRecordType.Address4, TransportPair.Deadline)).ShouldBe([IPAddress.Parse("192.0.2.1")]);
    }

    [Fact]
    public async Task Gives_up_a_server_that_sends_too_many_datagrams_that_are_no_answer()
    {
        server.With("a.test", IPAddress.Parse("192.0.2.1"));
        server.Before = _ => Enumerable.Repeat<byte[]>([1, 2, 3], 16);

        await Should.ThrowAsync<IOException>(() => Client(new DnsOptions { Servers = [server.EndPoint], Rounds = 1 }).FindAddressesAsync("a.test", DnsRecordType.Address4, TransportPair.Deadline));
    }

    [Fact]
    public async Task Asks_the_next_server_when_one_fails()
    {
        await using var broken = new DnsServer { Code = 2 };
        server.With("a.test", IPAddress.Parse("192.0.2.1"));
        var client = Client(new DnsOptions { Servers = [broken.EndPoint, server.EndPoint] });

        (await client.FindAddressesAsync("a.test", DnsRecordType.Address4, TransportPair.Deadline)).ShouldBe([IPAddress.Parse("192.0.2.1")]);
        broken.Questions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Asks_a_silent_server_again_after_its_time_and_then_gives_up()
    {
        var time = new ManualTimeProvider();
        server.Code = null;
        var options = new DnsOptions { Servers = [server.EndPoint] };
        var asking = new DnsClient(options, SystemRandomSource.Instance, time).FindTextsAsync("a.test", TransportPair.Deadline);
        for (var round = 1; round <= options.Rounds; round++)
        {
            await Eventually.HoldsAsync(() => server.Questions.Count == round && time.PendingTimers == 1);
            time.Advance(options.AnswerTimeout);
        }

        (await Should.ThrowAsync<IOException>(() => asking)).Message.ShouldContain("a.test");
        server.Questions.Count.ShouldBe(options.Rounds);
    }

    [Fact]
    public async Task Finds_nothing_for_a_name_that_does_not_exist()
    {
        (await Client().FindTextsAsync("none.test", TransportPair.Deadline)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Asks_nobody_where_localhost_is()
    {
        (await Client().FindAddressesAsync("localhost", DnsRecordType.Address4, TransportPair.Deadline)).ShouldBe([IPAddress.Loopback]);
        (await Client().FindAddressesAsync("a.LOCALHOST", DnsRecordType.Address6, TransportPair.Deadline)).ShouldBe([IPAddress.IPv6Loopback]);
        server.Questions.ShouldBeEmpty();
    }

    [Fact]
    public void Reads_the_system_s_files_as_the_system_does()
    {
        var (servers, domains) = SystemNames.ParseResolver(["# comment", "nameserver 192.0.2.53 # first", "options edns0", "search example.com. test", "nameserver fe80::1", "nameserver none"]);

        servers.ShouldBe([new IPEndPoint(IPAddress.Parse("192.0.2.53"), 53), new IPEndPoint(IPAddress.Parse("fe80::1"), 53)]);
        domains.ShouldBe(["example.com", "test"]);
        SystemNames.ParseResolver([]).Servers.ShouldBe([new IPEndPoint(IPAddress.Loopback, 53)]);
        SystemNames.FindInHosts(["127.0.0.1 a", "192.0.2.9\tname alias # other", "nonsense name"], "ALIAS").ShouldBe([IPAddress.Parse("192.0.2.9")]);
        SystemNames.FindInHosts(["192.0.2.9 name # other"], "other").ShouldBeEmpty();
    }

    private DnsClient Client() => Client(new DnsOptions { Servers = [server.EndPoint] });

    private static DnsClient Client(DnsOptions options) => new(options, SystemRandomSource.Instance, TimeProvider.System);
}
