using System.Net;
using System.Net.Sockets;
using System.Text;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Transports.Tcp;
using DarkSwap.Libp2p.Transports.WebSockets;
using DarkSwap.Primitives;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Transports.WebSockets;

public sealed class WebSocketTransportTests
{
    private const string ListenAddress = "/ip4/127.0.0.1/tcp/0/ws";
    private readonly WebSocketTransport transport = RealTransports.WebSockets();

    [Fact]
    public async Task Carries_bytes_both_ways_and_their_borders_mean_nothing()
    {
        await using var pair = await TransportPair.ConnectAsync(transport, transport, ListenAddress);
        var sent = new byte[300_000];
        new SeededRandomSource(1).Fill(sent);

        await Task.WhenAll(SendAsync(pair.Dialed.Stream, sent), SendAsync(pair.Accepted.Stream, sent), ReceiveAsync(pair.Dialed.Stream), ReceiveAsync(pair.Accepted.Stream));

        async Task ReceiveAsync(Stream stream)
        {
            var received = new byte[sent.Length];
            await stream.ReadExactlyAsync(received, TransportPair.Deadline);
            received.ShouldBe(sent);
        }
    }

    [Fact]
    public async Task Waits_for_bytes_without_a_buffer()
    {
        await using var pair = await TransportPair.ConnectAsync(transport, transport, ListenAddress);
        var waiting = pair.Accepted.Stream.ReadAsync(Memory<byte>.Empty, TransportPair.Deadline);
        await pair.Dialed.Stream.WriteAsync("hello"u8.ToArray(), TransportPair.Deadline);
        (await waiting).ShouldBe(0);

        var buffer = new byte[5];
        await pair.Accepted.Stream.ReadExactlyAsync(buffer, TransportPair.Deadline);
        buffer.ShouldBe("hello"u8.ToArray());
    }

    [Theory]
    [InlineData(ListenAddress)]
    [InlineData("/ip6/::1/tcp/0/ws")]
    public async Task Tells_both_ends_by_addresses_of_WebSockets(string address)
    {
        await using var pair = await TransportPair.ConnectAsync(transport, transport, address);

        pair.Dialed.RemoteAddress.ShouldBe(pair.Listener.Address);
        pair.Dialed.LocalAddress.ShouldBe(pair.Accepted.RemoteAddress);
        pair.Listener.Address.ToString().ShouldEndWith("/ws");
    }

    [Fact]
    public async Task Ends_the_other_end_s_reading_when_it_is_closed()
    {
        await using var pair = await TransportPair.ConnectAsync(transport, transport, ListenAddress);
        await pair.Dialed.Stream.DisposeAsync();

        (await pair.Accepted.Stream.ReadAsync(new byte[1], TransportPair.Deadline)).ShouldBe(0);
        (await pair.Accepted.Stream.ReadAsync(new byte[1], TransportPair.Deadline)).ShouldBe(0);
    }

    [Fact]
    public async Task Gives_up_a_client_that_dribbles_its_request()
    {
        var time = new ManualTimeProvider();
        var listening = RealTransports.WebSockets(timeProvider: time);
        await using var listener = await listening.ListenAsync(Multiaddr.Parse(ListenAddress), TransportPair.Deadline);
        using var client = await ConnectAsync(listener.Address);
        var accepted = await listener.AcceptAsync(TransportPair.Deadline);
        await client.SendAsync("GET / HT"u8.ToArray(), TransportPair.Deadline);

        var preparing = accepted!.PrepareAsync(TransportPair.Deadline);
        await Eventually.HoldsAsync(() => time.PendingTimers == 1);
        time.Advance(new WebSocketOptions().HandshakeTimeout);

        await Should.ThrowAsync<TimeoutException>(() => preparing);
        await accepted.Stream.DisposeAsync();
    }

    [Fact]
    public async Task Drops_a_client_that_sends_text()
    {
        await using var listener = await transport.ListenAsync(Multiaddr.Parse(ListenAddress), TransportPair.Deadline);
        var accepting = TransportPair.AcceptAsync(listener, TransportPair.Deadline);
        using var client = new System.Net.WebSockets.ClientWebSocket();
        TcpAddress.TryRead(Multiaddr.FromComponents([.. listener.Address.Components.Take(2)]), out var address);
        await client.ConnectAsync(new Uri($"ws://127.0.0.1:{address!.Port}/"), TransportPair.Deadline);
        await using var accepted = (await accepting).Stream;
        await client.SendAsync(Encoding.ASCII.GetBytes("text"), System.Net.WebSockets.WebSocketMessageType.Text, endOfMessage: true, TransportPair.Deadline);

        await Should.ThrowAsync<PeerProtocolException>(() => accepted.ReadExactlyAsync(new byte[4], TransportPair.Deadline).AsTask());
    }

    [Fact]
    public async Task Says_why_a_server_is_not_one_of_WebSockets()
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        server.Listen();
        var dialing = transport.DialAsync(Multiaddr.Parse($"{Multiaddr.FromEndPoint((IPEndPoint)server.LocalEndPoint!)}/ws"), _ => true, TransportPair.Deadline);
        using var accepted = await server.AcceptAsync(TransportPair.Deadline);
        await accepted.SendAsync("HTTP/1.1 404 Not Found\r\n\r\n"u8.ToArray(), TransportPair.Deadline);

        (await Should.ThrowAsync<PeerProtocolException>(() => dialing)).Message.ShouldContain("404 Not Found");
    }

    private static async Task<Socket> ConnectAsync(Multiaddr address)
    {
        TcpAddress.TryRead(Multiaddr.FromComponents([.. address.Components.Take(2)]), out var endPoint);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endPoint!, TransportPair.Deadline);
        return socket;
    }

    private static async Task SendAsync(Stream stream, byte[] bytes)
    {
        for (var start = 0; start < bytes.Length;)
        {
            var length = Math.Min(1 + (start % 70_000), bytes.Length - start);
            await stream.WriteAsync(bytes.AsMemory(start, length), TransportPair.Deadline);
            start += length;
        }
    }
}
