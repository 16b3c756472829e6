using System.Net;
using System.Text;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Transports;
using DarkSwap.Libp2p.Transports.Proxies;
using DarkSwap.Libp2p.Transports.WebSockets;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Transports.Proxies;

public sealed class ProxyTests
{
    private const string PlainTcp = "/ip4/127.0.0.1/tcp/0";
    private const string WebSockets = "/ip4/127.0.0.1/tcp/0/ws";
    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.0/8")];

    [Fact]
    public async Task A_listed_proxy_tells_whose_TCP_connection_it_passes_on()
    {
        await using var pair = await AcceptAsync(Tcp(Loopback), PlainTcp, [.. ProxyHeaderTests.Internet4, .. "hello"u8]);

        pair.Accepted.IsFromProxy.ShouldBeTrue();
        var prepared = await pair.Accepted.PrepareAsync(TransportPair.Deadline);
        var bytes = new byte[5];
        await prepared.Stream.ReadExactlyAsync(bytes, TransportPair.Deadline);

        prepared.RemoteAddress.ShouldBe(Multiaddr.Parse("/ip4/192.0.2.1/tcp/12345"));
        prepared.LocalAddress.ShouldBe(Multiaddr.Parse("/ip4/198.51.100.1/tcp/4001"));
        prepared.IsFromProxy.ShouldBeFalse();
        bytes.ShouldBe("hello"u8.ToArray());
    }

    [Fact]
    public async Task Nobody_else_s_header_is_looked_at()
    {
        await using var pair = await AcceptAsync(Tcp([IPNetwork.Parse("192.0.2.0/24")]), PlainTcp, ProxyHeaderTests.Internet4);

        pair.Accepted.IsFromProxy.ShouldBeFalse();
        var prepared = await pair.Accepted.PrepareAsync(TransportPair.Deadline);

        prepared.RemoteAddress.ShouldBe(pair.Client.LocalAddress);
        var bytes = new byte[ProxyHeaderTests.Internet4.Length];
        await prepared.Stream.ReadExactlyAsync(bytes, TransportPair.Deadline);
        bytes.ShouldBe(ProxyHeaderTests.Internet4);
    }

    [Theory]
    [InlineData("/multistream/1.0.0\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.1 1 2\r\n")]
    public async Task A_listed_proxy_without_its_header_is_refused(string sent)
    {
        await using var pair = await AcceptAsync(Tcp(Loopback), PlainTcp, Encoding.ASCII.GetBytes(sent));

        await Should.ThrowAsync<PeerProtocolException>(() => pair.Accepted.PrepareAsync(TransportPair.Deadline));
    }

    [Fact]
    public async Task A_header_comes_in_time_or_never()
    {
        await using var pair = await AcceptAsync(
            RealTransports.Tcp(proxies: new ProxyOptions { ProxyProtocolFrom = Loopback, HeaderTimeout = TimeSpan.FromMilliseconds(1) }), PlainTcp, ProxyHeaderTests.Internet4[..20]);

        await Should.ThrowAsync<TimeoutException>(() => pair.Accepted.PrepareAsync(TransportPair.Deadline));
    }

    [Fact]
    public async Task The_header_comes_before_the_upgrade_of_a_WebSocket_too()
    {
        var transport = RealTransports.WebSockets(proxies: new ProxyOptions { ProxyProtocolFrom = Loopback });
        await using var pair = await AcceptAsync(transport, WebSockets, [.. ProxyHeaderTests.Internet4, .. Upgrade("X-Forwarded-For: 203.0.113.9")]);

        (await pair.Accepted.PrepareAsync(TransportPair.Deadline)).RemoteAddress.ShouldBe(Multiaddr.Parse("/ip4/192.0.2.1/tcp/12345/ws"));
    }

    [Theory]
    [InlineData("203.0.113.9", "/ip4/203.0.113.9/tcp/0/ws")]
    [InlineData("10.0.0.1, 203.0.113.9:77", "/ip4/203.0.113.9/tcp/77/ws")]
    [InlineData("203.0.113.9, 127.0.0.5", "/ip4/203.0.113.9/tcp/0/ws")]
    [InlineData("evil, 203.0.113.9\r\nX-Forwarded-For: 127.0.0.5", "/ip4/203.0.113.9/tcp/0/ws")]
    [InlineData("2001:db8::9", "/ip6/2001:db8::9/tcp/0/ws")]
    [InlineData("[2001:db8::9]:77", "/ip6/2001:db8::9/tcp/77/ws")]
    [InlineData("::ffff:203.0.113.9", "/ip4/203.0.113.9/tcp/0/ws")]
    public async Task A_listed_proxy_tells_whose_WebSocket_it_passes_on(string forwardedFor, string expected)
    {
        await using var pair = await AcceptAsync(Forwarded(Loopback), WebSockets, Upgrade($"X-Forwarded-For: {forwardedFor}"));

        pair.Accepted.IsFromProxy.ShouldBeTrue();
        (await pair.Accepted.PrepareAsync(TransportPair.Deadline)).RemoteAddress.ShouldBe(Multiaddr.Parse(expected));
    }

    [Fact]
    public async Task Nobody_else_s_X_Forwarded_For_is_believed()
    {
        await using var pair = await AcceptAsync(Forwarded([]), WebSockets, Upgrade("X-Forwarded-For: 203.0.113.9"));

        pair.Accepted.IsFromProxy.ShouldBeFalse();
        (await pair.Accepted.PrepareAsync(TransportPair.Deadline)).RemoteAddress.ToString().ShouldBe($"{pair.Client.LocalAddress}/ws");
    }

    [Fact]
    public async Task A_listed_proxy_that_names_nobody_counts_itself_and_one_that_names_nonsense_is_refused()
    {
        await using var silent = await AcceptAsync(Forwarded(Loopback), WebSockets, Upgrade("Via: 1.1 proxy"));
        (await silent.Accepted.PrepareAsync(TransportPair.Deadline)).RemoteAddress.ToString().ShouldBe($"{silent.Client.LocalAddress}/ws");

        await using var wrong = await AcceptAsync(Forwarded(Loopback), WebSockets, Upgrade("X-Forwarded-For: unknown"));
        await Should.ThrowAsync<PeerProtocolException>(() => wrong.Accepted.PrepareAsync(TransportPair.Deadline));
    }

    private static ITransport Tcp(IPNetwork[] proxies) => RealTransports.Tcp(proxies: new ProxyOptions { ProxyProtocolFrom = proxies });

    private static ITransport Forwarded(IPNetwork[] proxies) => RealTransports.WebSockets(proxies: new ProxyOptions { ForwardedForFrom = proxies });

    private static byte[] Upgrade(string header)
    {
        var key = WebSocketUpgrade.CreateKey(SystemRandomSource.Instance);
        return Encoding.ASCII.GetBytes(
            $"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n{header}\r\n\r\n");
    }

    /// <summary>A connection that was accepted and not prepared yet, on which the client has sent something.</summary>
    private static async Task<Unprepared> AcceptAsync(ITransport transport, string address, byte[] sent)
    {
        var listener = await transport.ListenAsync(Multiaddr.Parse(address), TransportPair.Deadline);
        var client = await RealTransports.Tcp().DialAsync(Multiaddr.FromComponents([.. listener.Address.Components.Take(2)]), _ => true, TransportPair.Deadline);
        await client.Stream.WriteAsync(sent, TransportPair.Deadline);
        return new Unprepared(listener, client, (await listener.AcceptAsync(TransportPair.Deadline))!);
    }

    private sealed record Unprepared(ITransportListener Listener, TransportConnection Client, TransportConnection Accepted) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Client.Stream.DisposeAsync();
            await Accepted.Stream.DisposeAsync();
            await Listener.DisposeAsync();
        }
    }
}
