using System.Net.Sockets;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Hosting;

public sealed class Libp2pHostTests : IAsyncLifetime
{
    private const string Echo = "/echo/1.0.0";
    private readonly HostPair pair = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await pair.DisposeAsync();

    [Fact]
    public async Task Connects_two_hosts_that_then_ping_each_other()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        var connection = await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);

        connection.RemotePeer.ShouldBe(right.LocalPeer);
        connection.Direction.ShouldBe(ConnectionDirection.Outbound);
        (await left.PingAsync(right.LocalPeer, pair.Deadline)).ShouldBeGreaterThan(TimeSpan.Zero);
        (await right.PingAsync(left.LocalPeer, pair.Deadline)).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Echoes_many_megabytes_over_many_streams_at_once()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        right.Handle(Echo, async (stream, _, token) => await stream.CopyToAsync(stream, token));
        await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(index => EchoAsync(left, right.LocalPeer, index)));
    }

    private async Task EchoAsync(Libp2pHost host, PeerId peer, int seed)
    {
        var sent = new byte[1024 * 1024];
        new SeededRandomSource((ulong)seed).Fill(sent);
        await using var stream = await host.OpenStreamAsync(peer, Echo, pair.Deadline);
        var writing = WriteAndCloseAsync(stream, sent);
        var received = new MemoryStream();
        await stream.CopyToAsync(received, pair.Deadline);
        await writing;
        received.ToArray().AsSpan().SequenceEqual(sent).ShouldBeTrue();
    }

    private async Task WriteAndCloseAsync(PeerStream stream, byte[] bytes)
    {
        await stream.WriteAsync(bytes, pair.Deadline);
        await stream.CloseWriteAsync(pair.Deadline);
    }

    [Fact]
    public async Task Reads_after_its_own_half_close_until_the_peer_closes()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        right.Handle(Echo, async (stream, _, token) =>
        {
            var all = new MemoryStream();
            await stream.CopyToAsync(all, token);
            await stream.WriteAsync(all.ToArray(), token);
        });
        await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);
        await using var stream = await left.OpenStreamAsync(right.LocalPeer, Echo, pair.Deadline);
        await stream.WriteAsync("late"u8.ToArray(), pair.Deadline);
        await stream.CloseWriteAsync(pair.Deadline);

        var answer = new MemoryStream();
        await stream.CopyToAsync(answer, pair.Deadline);
        answer.ToArray().ShouldBe("late"u8.ToArray());
    }

    [Fact]
    public async Task Holds_a_writer_back_while_the_peer_does_not_read()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        var mayRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var received = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        right.Handle(Echo, async (stream, _, token) =>
        {
            await mayRead.Task.WaitAsync(token);
            var all = new MemoryStream();
            await stream.CopyToAsync(all, token);
            received.SetResult(all.Length);
        });
        await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);
        await using var stream = await left.OpenStreamAsync(right.LocalPeer, Echo, pair.Deadline);
        var writing = WriteAndCloseAsync(stream, new byte[4 * 1024 * 1024]);

        // A round trip through the same connection later, only window and buffers can have been taken.
        await left.PingAsync(right.LocalPeer, pair.Deadline);
        writing.IsCompleted.ShouldBeFalse();
        mayRead.SetResult();
        await writing;
        (await received.Task.WaitAsync(pair.Deadline)).ShouldBe(4 * 1024 * 1024);
    }

    [Fact]
    public async Task Fails_reads_of_a_stream_that_the_peer_resets()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        right.Handle(Echo, async (stream, _, token) =>
        {
            await stream.ReadExactlyAsync(new byte[1], token);
            stream.Reset();
        });
        await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);
        await using var stream = await left.OpenStreamAsync(right.LocalPeer, Echo, pair.Deadline);
        await stream.WriteAsync(new byte[1], pair.Deadline);

        await Should.ThrowAsync<IOException>(async () => await stream.ReadExactlyAsync(new byte[1], pair.Deadline));
    }

    [Fact]
    public async Task Resets_the_stream_of_a_handler_that_throws_and_reports_it()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        var failure = new TaskCompletionSource<HandlerFailedEventArguments>(TaskCreationOptions.RunContinuationsAsynchronously);
        right.HandlerFailed += (_, arguments) => failure.TrySetResult(arguments);
        right.Handle(Echo, async (stream, _, token) =>
        {
            await stream.ReadExactlyAsync(new byte[1], token);
            throw new FormatException("no");
        });
        await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);
        await using var stream = await left.OpenStreamAsync(right.LocalPeer, Echo, pair.Deadline);
        await stream.WriteAsync(new byte[1], pair.Deadline);

        await Should.ThrowAsync<IOException>(async () => await stream.ReadExactlyAsync(new byte[1], pair.Deadline));
        var arguments = await failure.Task.WaitAsync(pair.Deadline);
        arguments.Exception.ShouldBeOfType<FormatException>();
        arguments.RemotePeer.ShouldBe(left.LocalPeer);
    }

    [Fact]
    public async Task Refuses_a_protocol_that_nobody_serves()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);

        await Should.ThrowAsync<ProtocolNotSupportedException>(() => left.OpenStreamAsync(right.LocalPeer, "/nothing/1.0.0", pair.Deadline));
    }

    [Fact]
    public async Task Does_not_accept_another_peer_than_the_one_that_was_dialed()
    {
        var (left, right, other) = (await pair.StartAsync(), await pair.StartAsync(), await pair.StartAsync());

        await Should.ThrowAsync<PeerProtocolException>(() => left.DialAsync(right.ListenAddresses[0].WithPeer(other.LocalPeer), pair.Deadline));
        left.Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_a_listen_address_that_has_no_transport()
    {
        var host = await pair.StartAsync();

        var failure = await Should.ThrowAsync<NotSupportedException>(() => host.StartAsync([Multiaddr.Parse("/ip4/127.0.0.1/udp/0/quic-v1")], pair.Deadline));
        failure.Message.ShouldContain("/ip4/127.0.0.1/udp/0/quic-v1");
    }

    [Fact]
    public async Task Learns_protocols_and_signed_addresses_of_its_peer()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        right.Handle(Echo, (_, _, _) => Task.CompletedTask);
        var identified = new TaskCompletionSource<Libp2p.Identify.PeerInformation>(TaskCreationOptions.RunContinuationsAsynchronously);
        left.PeerIdentified += (_, arguments) => identified.TrySetResult(arguments.Peer);
        await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);
        var information = await identified.Task.WaitAsync(pair.Deadline);

        information.PeerId.ShouldBe(right.LocalPeer);
        information.ProtocolIds.ShouldContain(Echo);
        information.ListenAddresses.ShouldBe(right.ListenAddresses);
        information.SignedRecord.ShouldNotBeNull().Addresses.ShouldBe(right.ListenAddresses);
        information.ObservedAddress.ShouldNotBeNull().ToString().ShouldStartWith("/ip4/127.0.0.1/tcp/");
    }

    [Fact]
    public async Task Pushes_a_protocol_that_is_added_later()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        right.PeerIdentified += (_, _) => first.TrySetResult();
        left.PeerIdentified += (_, arguments) =>
        {
            if (arguments.Peer.ProtocolIds.Contains(Echo))
            {
                pushed.TrySetResult();
            }
        };
        await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);
        await first.Task.WaitAsync(pair.Deadline);
        right.Handle(Echo, (_, _, _) => Task.CompletedTask);

        await pushed.Task.WaitAsync(pair.Deadline);
        left.FindPeer(right.LocalPeer).ShouldNotBeNull().ProtocolIds.ShouldContain(Echo);
    }

    [Fact]
    public async Task Tells_when_a_peer_comes_and_when_it_goes()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        var opened = new TaskCompletionSource<PeerId>(TaskCreationOptions.RunContinuationsAsynchronously);
        var closed = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        right.ConnectionOpened += (_, arguments) => opened.TrySetResult(arguments.Connection.RemotePeer);
        right.ConnectionClosed += (_, arguments) => closed.TrySetResult(arguments.ConnectionsToPeer);
        await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);

        (await opened.Task.WaitAsync(pair.Deadline)).ShouldBe(left.LocalPeer);
        await left.DisconnectAsync(right.LocalPeer, pair.Deadline);
        (await closed.Task.WaitAsync(pair.Deadline)).ShouldBe(0);
        left.Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task Shares_one_connection_among_callers_that_dial_at_once()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        var connections = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => left.DialAsync(HostPair.AddressOf(right), pair.Deadline)));

        await left.PingAsync(right.LocalPeer, pair.Deadline);
        connections.Distinct().Count().ShouldBe(1);
        right.Connections.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Agrees_on_one_connection_when_both_ends_dial_at_once()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        await Task.WhenAll(
            left.DialAsync(HostPair.AddressOf(right), pair.Deadline),
            right.DialAsync(HostPair.AddressOf(left), pair.Deadline));
        await left.PingAsync(right.LocalPeer, pair.Deadline);
        await right.PingAsync(left.LocalPeer, pair.Deadline);

        var (ours, theirs) = (left.Connections.ShouldHaveSingleItem(), right.Connections.ShouldHaveSingleItem());
        ours.Direction.ShouldNotBe(theirs.Direction);
    }

    [Fact]
    public async Task Refuses_peers_that_the_gate_refuses()
    {
        var right = await pair.StartAsync(gate: new ClosedGate());
        var left = await pair.StartAsync();

        // The gate speaks after the handshake: the dialer may see a connection for a moment, but cannot use it.
        await Should.ThrowAsync<IOException>(async () =>
        {
            await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);
            await left.PingAsync(right.LocalPeer, pair.Deadline);
        });
        right.Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task Drops_a_connection_that_speaks_something_else()
    {
        var host = await pair.StartAsync();
        var port = int.Parse(host.ListenAddresses[0].ToString().Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, pair.Deadline);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), pair.Deadline);
        var buffer = new byte[256];
        var ended = false;
        while (!ended)
        {
            try
            {
                ended = await client.GetStream().ReadAsync(buffer, pair.Deadline) == 0;
            }
            catch (IOException)
            {
                ended = true;
            }
        }

        host.Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task Gives_up_a_silent_connection_after_the_stage_s_time()
    {
        var options = new Libp2pHostOptions { Swarm = new SwarmOptions { HandshakeStageTimeout = TimeSpan.FromSeconds(1) } };
        var host = await pair.StartAsync(options);
        var port = int.Parse(host.ListenAddresses[0].ToString().Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, pair.Deadline);
        var greeting = new MemoryStream();
        await client.GetStream().CopyToAsync(greeting, pair.Deadline);

        greeting.Length.ShouldBe(20);
    }

    [Fact]
    public async Task Moves_bytes_both_ways_with_perf()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync(new Libp2pHostOptions { IsPerfServed = true }));
        await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);
        var result = await left.MeasureAsync(right.LocalPeer, 8 * 1024 * 1024, 4 * 1024 * 1024, pair.Deadline);

        result.BytesReceived.ShouldBe(4 * 1024 * 1024);
        await Should.ThrowAsync<ProtocolNotSupportedException>(() => right.MeasureAsync(left.LocalPeer, 1, 1, pair.Deadline));
    }

    [Fact]
    public async Task Resets_a_stream_whose_deadline_is_over()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        right.Handle(Echo, async (stream, _, token) => await stream.CopyToAsync(stream, token));
        await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);
        await using var stream = await left.OpenStreamAsync(right.LocalPeer, Echo, pair.Deadline);
        stream.ResetAfter(TimeSpan.FromMilliseconds(20));

        await Should.ThrowAsync<IOException>(async () => await stream.ReadExactlyAsync(new byte[1], pair.Deadline));
    }

    [Fact]
    public async Task Delivers_everything_that_was_written_before_closing()
    {
        var (left, right) = (await pair.StartAsync(), await pair.StartAsync());
        var received = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        right.Handle(Echo, async (stream, _, token) =>
        {
            var all = new MemoryStream();
            await stream.CopyToAsync(all, token);
            received.TrySetResult(all.Length);
        });
        await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);
        var stream = await left.OpenStreamAsync(right.LocalPeer, Echo, pair.Deadline);
        await stream.WriteAsync(new byte[200_000], pair.Deadline);
        await stream.DisposeAsync();
        await left.CloseAsync(pair.Deadline);

        (await received.Task.WaitAsync(pair.Deadline)).ShouldBe(200_000);
    }

    private sealed class ClosedGate : IConnectionGate
    {
        public bool MayDial(Multiaddr address) => true;

        public bool MayAccept(Multiaddr remoteAddress) => true;

        public bool MayConnect(PeerId peerId, ConnectionDirection direction) => false;
    }
}
