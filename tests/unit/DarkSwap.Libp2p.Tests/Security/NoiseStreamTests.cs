using System.Security.Cryptography;
using DarkSwap.Libp2p.Security.Noise;
using DarkSwap.Libp2p.Tests.Streams;
using DarkSwap.Primitives;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Security;

public sealed class NoiseStreamTests
{
#if DEBUG
    /// <summary>Bytes a round: there the compiler makes an object of every asynchronous call.</summary>
    private const long ObjectsOfDebugBuilds = 1024;
#else
    private const long ObjectsOfDebugBuilds = 0;
#endif
    private readonly CancellationToken deadline = Patience.Limit().Token;

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 100_000)]
    [InlineData(3, 65_519)]
    [InlineData(4, 1_000_000)]
    [InlineData(40, 1_000_000)]
    [InlineData(300, 3_000_000)]
    public async Task Delivers_any_length_through_any_cut(int seed, int length)
    {
        var sent = new byte[length];
        new SeededRandomSource((ulong)seed).Fill(sent);
        var wire = new MemoryStream();
        await using (var writer = Create(wire))
        {
            await writer.WriteAsync(sent, deadline);
        }

        await using var reader = Create(new ChoppedStream(wire.ToArray(), seed));
        var received = new MemoryStream();
        await reader.CopyToAsync(received, seed * 1_000, deadline);
        received.ToArray().AsSpan().SequenceEqual(sent).ShouldBeTrue();
    }

    [Fact]
    public async Task Ends_with_a_fault_when_a_record_is_changed()
    {
        var wire = new MemoryStream();
        await using (var writer = Create(wire))
        {
            await writer.WriteAsync(new byte[100], deadline);
        }

        var bytes = wire.ToArray();
        bytes[^1] ^= 1;
        await using var reader = Create(new ChoppedStream(bytes, 1));
        await Should.ThrowAsync<PeerProtocolException>(async () => await reader.ReadExactlyAsync(new byte[1], deadline));
    }

    [Fact]
    public async Task Ends_with_a_fault_when_a_record_is_cut_off()
    {
        var wire = new MemoryStream();
        await using (var writer = Create(wire))
        {
            await writer.WriteAsync(new byte[100], deadline);
        }

        await using var reader = Create(new ChoppedStream(wire.ToArray()[..^1], 1));
        await Should.ThrowAsync<PeerProtocolException>(async () => await reader.ReadExactlyAsync(new byte[1], deadline));
    }

    [Theory]
    [InlineData(100, 64 * 1024)]
    [InlineData(60_000, 64 * 1024)]
    [InlineData(200_000, 1_000)]
    public async Task Allocates_nothing_in_steady_state_also_while_readers_wait(int written, int readLength)
    {
        const int Warming = 300;
        const int Rounds = 3_000;
        var inner = new LoopStream();
        await using var stream = Create(inner);
        var sent = new byte[written];
        var received = new byte[readLength];
        var exchange = Task.CompletedTask;

        // One thread, for buffers are pooled by thread, and one of the pool: there continuations run where they are triggered.
        var allocated = await Task.Run(
            () =>
            {
                exchange = ExchangeAsync(stream, sent, received, Warming);
                return AllocatedBytes.Of(() => exchange = ExchangeAsync(stream, sent, received, Rounds));
            },
            deadline);
        exchange.IsCompletedSuccessfully.ShouldBeTrue();
        allocated.ShouldBeLessThan(AllocatedBytes.Noise + (Rounds * ObjectsOfDebugBuilds));
    }

    /// <summary>The reader waits first; the write completes its read, so that all of it happens on one thread.</summary>
    private async Task ExchangeAsync(NoiseStream stream, byte[] sent, byte[] received, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var reading = stream.ReadAsync(received, deadline);
            await stream.WriteAsync(sent, deadline);
            var total = await reading;
            while (total < sent.Length)
            {
                total += await stream.ReadAsync(received, deadline);
            }
        }
    }

    private static NoiseStream Create(Stream inner)
    {
        var key = SHA256.HashData("a key"u8);
        return new NoiseStream(inner, new NoiseCipher(key), new NoiseCipher(key));
    }
}
