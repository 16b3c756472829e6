using System.Net;
using DarkSwap.Libp2p.Transports.Tcp;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Transports.Tcp;

public sealed class ListeningPortsTests
{
    private readonly ManualTimeProvider time = new();
    private readonly ListeningPorts ports;

    public ListeningPortsTests() => ports = new ListeningPorts(time);

    [Theory]
    [InlineData("0.0.0.0:1", "192.0.2.1:1", true)]
    [InlineData("0.0.0.0:1", "127.0.0.1:2", true)]
    [InlineData("0.0.0.0:1", "127.0.0.1:1", false)]
    [InlineData("127.0.0.1:1", "127.0.0.1:2", true)]
    [InlineData("127.0.0.1:1", "192.0.2.1:2", false)]
    [InlineData("192.0.2.1:1", "127.0.0.1:2", false)]
    [InlineData("192.0.2.1:1", "192.0.2.1:1", false)]
    [InlineData("192.0.2.1:1", "192.0.2.2:1", true)]
    [InlineData("[::]:1", "192.0.2.1:2", false)]
    [InlineData("[::]:1", "[2001:db8::1]:2", true)]
    public void A_dial_leaves_from_a_port_that_leads_there(string listening, string remote, bool isTaken)
    {
        ports.Add(IPEndPoint.Parse(listening));

        ports.Take(IPEndPoint.Parse(remote)).ShouldBe(isTaken ? IPEndPoint.Parse(listening) : null);
    }

    [Fact]
    public void A_minute_later_the_port_is_taken_again()
    {
        var remote = IPEndPoint.Parse("192.0.2.1:2");
        ports.Add(IPEndPoint.Parse("0.0.0.0:1"));
        ports.Take(remote).ShouldNotBeNull();
        ports.Take(remote).ShouldBeNull();

        time.Advance(TimeSpan.FromMinutes(1));

        ports.Take(remote).ShouldNotBeNull();
    }

    [Fact]
    public void Remembers_1024_dials_and_no_more()
    {
        ports.Add(IPEndPoint.Parse("0.0.0.0:1"));
        for (var port = 1; port <= 1024; port++)
        {
            ports.Take(new IPEndPoint(IPAddress.Parse("192.0.2.1"), port)).ShouldNotBeNull();
        }

        ports.Take(IPEndPoint.Parse("192.0.2.2:1")).ShouldBeNull();
        time.Advance(TimeSpan.FromMinutes(1));
        ports.Take(IPEndPoint.Parse("192.0.2.2:1")).ShouldNotBeNull();
    }

    [Fact]
    public void A_port_that_is_listened_on_no_longer_is_not_taken()
    {
        ports.Add(IPEndPoint.Parse("0.0.0.0:1"));
        ports.Remove(IPEndPoint.Parse("0.0.0.0:1"));

        ports.Take(IPEndPoint.Parse("192.0.2.1:2")).ShouldBeNull();
    }
}
