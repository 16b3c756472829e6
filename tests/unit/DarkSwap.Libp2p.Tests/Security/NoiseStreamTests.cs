using System.Security.Cryptography;
using DarkSwap.Libp2p.Security.Noise;
using DarkSwap.Libp2p.Tests.Streams;
using DarkSwap.Primitives;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Security;

public sealed class NoiseStreamTests
{
    private readonly CancellationToken deadline = Patience.Limit().Token;

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 100_000)]
    [InlineData(3, 65_519)]
    [InlineData(4, 1_000_000)]
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

    private static NoiseStream Create(Stream inner)
    {
        var key = SHA256.HashData("a key"u8);
        return new NoiseStream(inner, new NoiseCipher(key), new NoiseCipher(key));
    }
}
