using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Tests.Hosting;
using DarkSwap.Libp2p.Transports;
using DarkSwap.Libp2p.Transports.Memory;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Transports.Memory;

public sealed class MemoryTransportTests
{
    private readonly MemoryTransport transport = new(new MemoryNetwork());

    [Fact]
    public async Task Carries_bytes_both_ways_to_whoever_listens_on_the_number()
    {
        await using var pair = await TransportPair.ConnectAsync(transport, transport, "/memory/7");
        var sent = new byte[1_000_000];
        new SeededRandomSource(1).Fill(sent);

        await Task.WhenAll(ExchangeAsync(pair.Dialed.Stream), ExchangeAsync(pair.Accepted.Stream));

        pair.Dialed.RemoteAddress.ShouldBe(Multiaddr.Parse("/memory/7"));
        pair.Accepted.RemoteAddress.ShouldBe(pair.Dialed.LocalAddress);

        async Task ExchangeAsync(Stream stream)
        {
            var received = new byte[sent.Length];
            await Task.WhenAll(stream.WriteAsync(sent, TransportPair.Deadline).AsTask(), stream.ReadExactlyAsync(received, TransportPair.Deadline).AsTask());
            received.ShouldBe(sent);
        }
    }

    [Fact]
    public async Task Holds_a_writer_back_while_the_reader_lags()
    {
        await using var pair = await TransportPair.ConnectAsync(transport, transport, "/memory/0");
        var writing = pair.Dialed.Stream.WriteAsync(new byte[256 * 1024 + 1], TransportPair.Deadline).AsTask();
        writing.IsCompleted.ShouldBeFalse();

        await pair.Accepted.Stream.ReadExactlyAsync(new byte[1], TransportPair.Deadline);

        await writing;
    }

    [Fact]
    public async Task Reads_what_was_written_before_the_end_and_then_nothing()
    {
        await using var pair = await TransportPair.ConnectAsync(transport, transport, "/memory/0");
        await pair.Dialed.Stream.WriteAsync(new byte[3], TransportPair.Deadline);
        await pair.Dialed.Stream.DisposeAsync();

        (await pair.Accepted.Stream.ReadAsync(Memory<byte>.Empty, TransportPair.Deadline)).ShouldBe(0);
        (await pair.Accepted.Stream.ReadAsync(new byte[9], TransportPair.Deadline)).ShouldBe(3);
        (await pair.Accepted.Stream.ReadAsync(new byte[9], TransportPair.Deadline)).ShouldBe(0);
    }

    [Fact]
    public async Task Fails_to_write_to_an_end_that_has_gone()
    {
        await using var pair = await TransportPair.ConnectAsync(transport, transport, "/memory/0");
        var writing = pair.Dialed.Stream.WriteAsync(new byte[1_000_000], TransportPair.Deadline).AsTask();
        await pair.Accepted.Stream.DisposeAsync();

        await Should.ThrowAsync<IOException>(() => writing);
    }

    [Fact]
    public async Task Reaches_nobody_on_a_number_that_is_free_or_in_another_network()
    {
        await using var listener = await new MemoryTransport(new MemoryNetwork()).ListenAsync(Multiaddr.Parse("/memory/7"), TransportPair.Deadline);

        await Should.ThrowAsync<IOException>(() => transport.DialAsync(Multiaddr.Parse("/memory/7"), _ => true, TransportPair.Deadline));
    }

    [Fact]
    public async Task Lets_one_listen_on_a_number_until_it_is_closed()
    {
        var first = await transport.ListenAsync(Multiaddr.Parse("/memory/7"), TransportPair.Deadline);
        await Should.ThrowAsync<IOException>(() => transport.ListenAsync(Multiaddr.Parse("/memory/7"), TransportPair.Deadline));
        var unaccepted = await transport.DialAsync(first.Address, _ => true, TransportPair.Deadline);
        await first.DisposeAsync();

        (await first.AcceptAsync(TransportPair.Deadline)).ShouldBeNull();
        (await unaccepted.Stream.ReadAsync(new byte[1], TransportPair.Deadline)).ShouldBe(0);
        await (await transport.ListenAsync(Multiaddr.Parse("/memory/7"), TransportPair.Deadline)).DisposeAsync();
    }

    [Fact]
    public async Task Hosts_speak_over_it()
    {
        var options = new Libp2pHostOptions { Transports = new TransportOptions { Instead = [transport] } };
        await using var pair = new HostPair();
        var (left, right) = (await pair.StartAsync(options, listenAddress: "/memory/0"), await pair.StartAsync(options, listenAddress: "/memory/0"));

        await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);

        (await left.PingAsync(right.LocalPeer, pair.Deadline)).ShouldBeGreaterThan(TimeSpan.Zero);
    }
}
