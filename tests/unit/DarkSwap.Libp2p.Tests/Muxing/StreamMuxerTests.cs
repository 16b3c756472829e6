using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Muxing.Mplex;
using DarkSwap.Libp2p.Muxing.Yamux;
using DarkSwap.Libp2p.Tests.Streams;

namespace DarkSwap.Libp2p.Tests.Muxing;

/// <summary>The driver over real sockets, with either protocol.</summary>
public sealed class StreamMuxerTests : IDisposable
{
    private const int Length = 6 * 1024 * 1024;

    private readonly CancellationTokenSource deadline = new(TimeSpan.FromMinutes(1), TimeProvider.System);

    public static TheoryData<string> Muxers => [YamuxMuxerFactory.Id, MplexMuxerFactory.Id];

    [Theory]
    [MemberData(nameof(Muxers))]
    public async Task Carries_more_through_a_stream_than_its_buffers_hold(string muxerId)
    {
        await using var ends = await Ends.ConnectAsync(muxerId, deadline.Token);
        await using var sending = await ends.Client.OpenAsync(deadline.Token);
        var data = new byte[Length];
        new Random(5).NextBytes(data);
        var writing = Task.Run(async () =>
        {
            await sending.WriteAsync(data, deadline.Token);
            await sending.CloseWriteAsync(deadline.Token);
        });
        await using var receiving = (await ends.Server.AcceptAsync(deadline.Token))!;

        // The reader begins only after the writer is held back.
        while (ends.Client.BytesSent < 200_000)
        {
            await Task.Yield();
        }

        var received = new MemoryStream();
        await receiving.CopyToAsync(received, 100_000, deadline.Token);
        await writing;
        received.ToArray().AsSpan().SequenceEqual(data).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Muxers))]
    public async Task Closes_after_the_streams_have_ended(string muxerId)
    {
        await using var ends = await Ends.ConnectAsync(muxerId, deadline.Token);
        await using var asking = await ends.Client.OpenAsync(deadline.Token);
        await asking.WriteAsync("question"u8.ToArray(), deadline.Token);
        await asking.CloseWriteAsync(deadline.Token);
        await using var answering = (await ends.Server.AcceptAsync(deadline.Token))!;
        var closing = ends.Server.CloseAsync(deadline.Token);
        await answering.WriteAsync("answer"u8.ToArray(), deadline.Token);
        (await answering.ReadAsync(new byte[100], deadline.Token)).ShouldBe(8);
        (await answering.ReadAsync(new byte[100], deadline.Token)).ShouldBe(0);
        await answering.CloseWriteAsync(deadline.Token);
        await closing;

        var answer = new byte[100];
        (await asking.ReadAsync(answer, deadline.Token)).ShouldBe(6);
        (await asking.ReadAsync(answer, deadline.Token)).ShouldBe(0);
        await ends.Client.Completion;
    }

    [Theory]
    [MemberData(nameof(Muxers))]
    public async Task Fails_readers_and_writers_when_the_connection_is_lost(string muxerId)
    {
        await using var ends = await Ends.ConnectAsync(muxerId, deadline.Token);
        await using var stream = await ends.Client.OpenAsync(deadline.Token);
        var reading = stream.ReadAsync(new byte[1], deadline.Token).AsTask();
        ends.Server.Abort("pulled");

        await Should.ThrowAsync<IOException>(() => reading);
        await ends.Client.Completion;
        await Should.ThrowAsync<IOException>(async () => await stream.WriteAsync(new byte[1], deadline.Token));
        await Should.ThrowAsync<IOException>(async () => await ends.Client.OpenAsync(deadline.Token));
    }

    public void Dispose() => deadline.Dispose();

    private sealed class Ends(LoopbackPair wire, IMuxer client, IMuxer server) : IAsyncDisposable
    {
        internal IMuxer Client { get; } = client;

        internal IMuxer Server { get; } = server;

        internal static async Task<Ends> ConnectAsync(string muxerId, CancellationToken cancellationToken)
        {
            IMuxerFactory factory = muxerId == YamuxMuxerFactory.Id
                ? new YamuxMuxerFactory(new YamuxOptions(), TimeProvider.System)
                : new MplexMuxerFactory(new MplexOptions(), TimeProvider.System);
            var wire = await LoopbackPair.ConnectAsync(cancellationToken);
            return new Ends(
                wire,
                factory.Start(wire.Client, isClient: true, UnlimitedMemoryBudget.Instance),
                factory.Start(wire.Server, isClient: false, UnlimitedMemoryBudget.Instance));
        }

        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            await Server.DisposeAsync();
            await wire.DisposeAsync();
        }
    }
}
