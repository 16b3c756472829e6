using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DarkSwap.Primitives;

/// <summary>Reproducible bytes from a seed (SHA-256 in counter mode), so that a failing simulation replays exactly. Never for keys in production.</summary>
public sealed class SeededRandomSource(ulong seed) : IRandomSource
{
    private readonly byte[] block = new byte[SHA256.HashSizeInBytes];
    private ulong counter;
    private int used = SHA256.HashSizeInBytes;

    public void Fill(Span<byte> destination)
    {
        Span<byte> input = stackalloc byte[16];
        while (!destination.IsEmpty)
        {
            if (used == block.Length)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(input, seed);
                BinaryPrimitives.WriteUInt64LittleEndian(input[8..], counter++);
                SHA256.HashData(input, block);
                used = 0;
            }

            var count = Math.Min(destination.Length, block.Length - used);
            block.AsSpan(used, count).CopyTo(destination);
            destination = destination[count..];
            used += count;
        }
    }
}
