using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Streams;

/// <summary>Gives fixed bytes in pieces whose lengths come from a seed, as a network may, and takes writes into <see cref="Written"/>.</summary>
internal sealed class ChoppedStream(byte[] bytes, int seed) : DuplexStream
{
    private readonly SeededRandomSource random = new((ulong)seed);
    private int position;

    internal MemoryStream Written { get; } = new();

    /// <summary>What has not been read.</summary>
    internal ReadOnlyMemory<byte> Remaining => bytes.AsMemory(position);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Span<byte> dice = stackalloc byte[2];
        random.Fill(dice);
        var piece = dice[0] < 128 ? 1 + (dice[1] % 7) : 1 + (dice[1] * 300);
        var length = Math.Min(Math.Min(piece, buffer.Length), bytes.Length - position);
        bytes.AsSpan(position, length).CopyTo(buffer.Span);
        position += length;
        return ValueTask.FromResult(length);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Written.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }
}
