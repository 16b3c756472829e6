using DarkSwap.Libp2p.Identify;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Identify;

public sealed class ObservedAddressesTests
{
    private static readonly Multiaddr Ours = Multiaddr.Parse("/ip4/5.6.7.8/tcp/9000");
    private static readonly IReadOnlyList<Multiaddr> Listeners = [Multiaddr.Parse("/ip4/192.168.1.2/tcp/9000")];
    private readonly ManualTimeProvider clock = new();
    private readonly ObservedAddresses addresses;

    public ObservedAddressesTests() => addresses = new(new ObservationOptions { MaximumAddresses = 8 }, clock);

    [Fact]
    public void Believes_an_address_that_peers_of_four_subnets_have_seen()
    {
        Enumerable.Range(1, 3).ShouldAllBe(subnet => !Note(Ours, $"1.1.{subnet}.1"));
        Note(Ours, "1.1.4.1").ShouldBeTrue();

        addresses.Confirmed.ShouldBe([Ours]);
        Note(Ours, "1.1.5.1").ShouldBeFalse();
    }

    [Fact]
    public void Counts_many_peers_of_one_subnet_once()
    {
        Enumerable.Range(1, 50).ShouldAllBe(host => !Note(Ours, $"1.1.1.{host}"));

        addresses.Confirmed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/ip4/192.168.1.2/tcp/9000")]
    [InlineData("/ip4/127.0.0.1/tcp/9000")]
    [InlineData("/ip4/5.6.7.8/tcp/9000/ws")]
    [InlineData("/ip6/2606:4700::1/tcp/9000")]
    [InlineData("/dns4/node.example.org/tcp/9000")]
    public void Believes_nothing_that_cannot_lead_others_to_a_listener(string observed)
    {
        Enumerable.Range(1, 9).ShouldAllBe(subnet => !Note(Multiaddr.Parse(observed), $"1.1.{subnet}.1"));
    }

    [Fact]
    public void Ignores_the_port_of_a_connection_that_did_not_leave_from_a_listener()
    {
        Enumerable.Range(1, 9).ShouldAllBe(subnet => !Note(Ours, $"1.1.{subnet}.1", localPort: 40_000));
        Enumerable.Range(1, 4).Count(subnet => Note(Ours, $"1.1.{subnet}.1", localPort: 40_000, ConnectionDirection.Inbound)).ShouldBe(1);
    }

    [Fact]
    public void Forgets_what_was_seen_long_ago()
    {
        for (var subnet = 1; subnet <= 4; subnet++)
        {
            Note(Ours, $"1.1.{subnet}.1");
        }

        clock.Advance(TimeSpan.FromHours(1));
        Note(Multiaddr.Parse("/ip4/5.6.7.9/tcp/9000"), "1.1.1.1").ShouldBeTrue();
        addresses.Confirmed.ShouldBeEmpty();
    }

    [Fact]
    public void Keeps_only_so_many_addresses_whatever_liars_say()
    {
        for (var port = 1; port <= 100; port++)
        {
            Note(Multiaddr.Parse($"/ip4/5.6.7.8/tcp/{port}"), "1.1.1.1");
        }

        Enumerable.Range(1, 9).ShouldAllBe(subnet => !Note(Ours, $"1.1.{subnet}.1"));
    }

    private bool Note(Multiaddr observed, string from, int localPort = 9000, ConnectionDirection direction = ConnectionDirection.Outbound) => addresses.Note(
        new Observation(observed, Multiaddr.Parse($"/ip4/{from}/tcp/1"), Multiaddr.Parse($"/ip4/192.168.1.2/tcp/{localPort}"), direction), Listeners);
}
