using System.Buffers.Binary;
using DarkSwap.Primitives;

namespace DarkSwap.Wire.Tests;

/// <summary>Damages bytes at random, the same for the same seed.</summary>
internal static class Damage
{
    /// <summary>One to four changes: a byte set, a byte taken out, a byte put in, a piece repeated, a piece cut out.</summary>
    public static byte[] Of(byte[] original, IRandomSource random)
    {
        var bytes = original.ToList();
        for (var change = Next(random, 4); change >= 0; change--)
        {
            var position = Next(random, bytes.Count + 1);
            switch (Next(random, 5))
            {
                case 0 when position < bytes.Count: bytes[position] = (byte)Next(random, 256); break;
                case 1 when position < bytes.Count: bytes.RemoveAt(position); break;
                case 2: bytes.Insert(position, (byte)Next(random, 256)); break;
                case 3: bytes.InsertRange(position, bytes.Skip(position).Take(Next(random, 40)).ToArray()); break;
                default: bytes.RemoveRange(position, Math.Min(Next(random, 8), bytes.Count - position)); break;
            }
        }

        return [.. bytes];
    }

    private static int Next(IRandomSource random, int limit)
    {
        Span<byte> bytes = stackalloc byte[4];
        random.Fill(bytes);
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(bytes) % (uint)limit);
    }
}
