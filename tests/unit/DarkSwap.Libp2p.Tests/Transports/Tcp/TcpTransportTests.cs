using System.Net;
using System.Net.Sockets;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Transports;
using DarkSwap.Libp2p.Transports.Tcp;

namespace DarkSwap.Libp2p.Tests.Transports.Tcp;

public sealed class TcpTransportTests
{
    private const string ListenAddress = "/ip4/127.0.0.1/tcp/0";
    private readonly TcpTransport left = RealTransports.Tcp();
    private readonly TcpTransport right = RealTransports.Tcp();

    [Theory]
    [InlineData("/ip4/127.0.0.1/tcp/0")]
    [InlineData("/ip4/0.0.0.0/tcp/0")]
    [InlineData("/ip6/::1/tcp/0")]
    [InlineData("/ip6/::/tcp/0")]
    public async Task Dials_leave_from_the_port_that_is_listened_on(string ownAddress)
    {
        await using var own = await ListenAsync(left, ownAddress);
        await using var pair = await TransportPair.ConnectAsync(right, left, ownAddress.Contains("ip4", StringComparison.Ordinal) ? ListenAddress : "/ip6/::1/tcp/0");

        PortOf(pair.Accepted.RemoteAddress).ShouldBe(PortOf(own.Address));
        PortOf(pair.Dialed.LocalAddress).ShouldBe(PortOf(own.Address));
    }

    [Fact]
    public async Task Dials_leave_from_any_port_when_that_is_wanted_or_nothing_is_listened_on()
    {
        var other = RealTransports.Tcp(new TcpOptions { DialsFromListeningPort = false });
        await using var own = await ListenAsync(other, ListenAddress);
        await using var pair = await TransportPair.ConnectAsync(right, other, ListenAddress);
        await using var bare = await TransportPair.ConnectAsync(right, left, ListenAddress);

        PortOf(pair.Accepted.RemoteAddress).ShouldNotBe(PortOf(own.Address));
        await EchoAsync(bare);
    }

    [Fact]
    public async Task A_second_dial_to_the_same_place_leaves_from_another_port()
    {
        await using var own = await ListenAsync(left, ListenAddress);
        await using var first = await TransportPair.ConnectAsync(right, left, ListenAddress);
        var accepting = TransportPair.AcceptAsync(first.Listener, TransportPair.Deadline);

        var second = await left.DialAsync(first.Listener.Address, _ => true, TransportPair.Deadline);

        PortOf(second.LocalAddress).ShouldNotBe(PortOf(own.Address));
        await second.Stream.DisposeAsync();
        await (await accepting).Stream.DisposeAsync();
        await EchoAsync(first);
    }

    [Fact]
    public async Task Falls_back_to_any_port_when_a_connection_has_that_pair_of_addresses_already()
    {
        await using var own = await ListenAsync(left, ListenAddress);
        await using var first = await TransportPair.ConnectAsync(right, left, ListenAddress);
        var accepting = TransportPair.AcceptAsync(own, TransportPair.Deadline);

        // From right's listening port back to left's: the pair of addresses of the first connection.
        var crossing = await right.DialAsync(own.Address, _ => true, TransportPair.Deadline);

        PortOf(crossing.LocalAddress).ShouldNotBe(PortOf(first.Listener.Address));
        await crossing.Stream.DisposeAsync();
        await (await accepting).Stream.DisposeAsync();
    }

    [Fact]
    public async Task Two_dials_that_meet_half_way_are_known_by_their_handshake()
    {
        // One socket that dials itself is both of them.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await socket.ConnectAsync(socket.LocalEndPoint!, TransportPair.Deadline);
        TcpSockets.HasMetHalfway(socket).ShouldBeTrue();

        await using var pair = await TransportPair.ConnectAsync(right, left, ListenAddress);
        TcpSockets.HasMetHalfway(((NetworkStream)pair.Dialed.Stream).Socket).ShouldBeFalse();

        await pair.Accepted.Stream.DisposeAsync();
        await pair.Dialed.Stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, TransportPair.Deadline);
        TcpSockets.HasMetHalfway(((NetworkStream)pair.Dialed.Stream).Socket).ShouldBeFalse();
    }

    [Fact]
    public async Task Dials_that_cross_each_reach_a_listener_also_when_they_start_at_once()
    {
        for (var round = 0; round < 50; round++)
        {
            var (one, other) = (RealTransports.Tcp(), RealTransports.Tcp());
            await using var listenerOfOne = await ListenAsync(one, ListenAddress);
            await using var listenerOfOther = await ListenAsync(other, ListenAddress);
            var acceptedByOne = TransportPair.AcceptAsync(listenerOfOne, TransportPair.Deadline);
            var acceptedByOther = TransportPair.AcceptAsync(listenerOfOther, TransportPair.Deadline);
            using var start = new Barrier(2);

            var dialed = await Task.WhenAll(DialAsync(one, listenerOfOther), DialAsync(other, listenerOfOne));

            (await acceptedByOther).RemoteAddress.ShouldBe(dialed[0].LocalAddress);
            (await acceptedByOne).RemoteAddress.ShouldBe(dialed[1].LocalAddress);
            await Task.WhenAll(dialed.Append(await acceptedByOne).Append(await acceptedByOther).Select(connection => connection.Stream.DisposeAsync().AsTask()));

            Task<TransportConnection> DialAsync(TcpTransport transport, ITransportListener listener) => Task.Run(() =>
            {
                start.SignalAndWait();
                return transport.DialAsync(listener.Address, _ => true, TransportPair.Deadline);
            });
        }
    }

    [Fact]
    public async Task A_dial_to_its_own_port_reaches_the_listener_and_not_itself()
    {
        await using var pair = await TransportPair.ConnectAsync(left, left, ListenAddress);

        pair.Dialed.LocalAddress.ShouldNotBe(pair.Listener.Address);
        await EchoAsync(pair);
    }

    [Fact]
    public async Task Nobody_else_can_listen_on_a_port_that_dials_share()
    {
        await using var own = await ListenAsync(left, ListenAddress);

        await Should.ThrowAsync<IOException>(() => right.ListenAsync(own.Address, TransportPair.Deadline));
    }

    [Fact]
    public async Task Both_families_listen_on_one_port()
    {
        await using var sixth = await ListenAsync(left, "/ip6/::1/tcp/0");
        await using var fourth = await ListenAsync(left, $"/ip4/127.0.0.1/tcp/{PortOf(sixth.Address)}");

        PortOf(fourth.Address).ShouldBe(PortOf(sixth.Address));
    }

    [Fact]
    public async Task Keeps_little_unsent_in_the_kernel_on_both_ends()
    {
        await using var pair = await TransportPair.ConnectAsync(right, left, ListenAddress);

        foreach (var stream in new[] { pair.Dialed.Stream, pair.Accepted.Stream })
        {
            var value = new byte[sizeof(int)];
            ((NetworkStream)stream).Socket.GetRawSocketOption(6, 25, value);
            BitConverter.ToInt32(value).ShouldBe(new TcpOptions().NotSentBytes);
        }
    }

    [Fact]
    public async Task Reads_from_the_kernel_what_it_knows_of_a_connection()
    {
        await using var pair = await TransportPair.ConnectAsync(right, left, ListenAddress);
        var bytes = new byte[4 * 1024 * 1024];
        await Task.WhenAll(pair.Dialed.Stream.WriteAsync(bytes, TransportPair.Deadline).AsTask(), pair.Accepted.Stream.ReadExactlyAsync(new byte[bytes.Length], TransportPair.Deadline).AsTask());
        await EchoAsync(pair);

        var information = TcpSockets.ReadInformation(((NetworkStream)pair.Dialed.Stream).Socket).ShouldNotBeNull();

        // The SYN counts as one byte.
        (information.BytesAcknowledged - (ulong)bytes.Length).ShouldBeInRange(4UL, 5UL);
        information.DeliveryRate.ShouldBeGreaterThan(0UL);
    }

    [Theory]
    [InlineData(100_000_000UL, false, 128 * 1024, 128 * 1024)]
    [InlineData(1_000_000UL, false, 128 * 1024, 50_000)]
    [InlineData(1_000UL, false, 128 * 1024, 16 * 1024)]
    [InlineData(ulong.MaxValue, false, 16 * 1024, 128 * 1024)]
    [InlineData(1_000UL, true, 128 * 1024, 128 * 1024)]
    [InlineData(1_000_000UL, true, 16 * 1024, 50_000)]
    public void Keeps_less_unsent_on_a_slow_link(ulong bytesASecond, bool isLimitedBySender, int current, int expected)
    {
        TcpBacklogControl.NotSentBytesFor(new TcpInformation(0, bytesASecond, isLimitedBySender, 1, true), current, new TcpOptions()).ShouldBe(expected);
    }

    private static Task<ITransportListener> ListenAsync(TcpTransport transport, string address) => transport.ListenAsync(Multiaddr.Parse(address), TransportPair.Deadline);

    private static int PortOf(Multiaddr address) => TcpAddress.TryRead(address, out var endPoint) ? endPoint.Port : throw new InvalidOperationException();

    private static async Task EchoAsync(TransportPair pair)
    {
        await pair.Dialed.Stream.WriteAsync("ping"u8.ToArray(), TransportPair.Deadline);
        var buffer = new byte[4];
        await pair.Accepted.Stream.ReadExactlyAsync(buffer, TransportPair.Deadline);
        await pair.Accepted.Stream.WriteAsync(buffer, TransportPair.Deadline);
        await pair.Dialed.Stream.ReadExactlyAsync(buffer, TransportPair.Deadline);
        buffer.ShouldBe("ping"u8.ToArray());
    }
}
