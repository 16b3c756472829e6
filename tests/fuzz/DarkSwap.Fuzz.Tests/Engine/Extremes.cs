using System.Buffers.Binary;

namespace DarkSwap.Fuzz.Tests.Engine;

/// <summary>Numbers at which arithmetic breaks, in every encoding that wire formats have.</summary>
internal static class Extremes
{
    internal static readonly ulong[] Numbers =
    [
        0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x3fff, 0x4000, 0x7fff, 0x8000, 0xffff, 0x10000, 0xffffff, int.MaxValue - 1, int.MaxValue, 0x80000000, uint.MaxValue - 1, uint.MaxValue,
        0x100000000, (ulong)TimeSpan.MaxValue.Ticks / 10, long.MaxValue - 1, long.MaxValue, 0x8000000000000000, ulong.MaxValue - 1, ulong.MaxValue,
    ];

    /// <summary>The numbers as varints, and as fixed integers of both byte orders and 1, 2, 4 and 8 bytes.</summary>
    internal static readonly byte[][] Encodings = [.. Numbers.SelectMany(Encode).DistinctBy(Convert.ToHexString)];

    internal static byte[] Varint(ulong number)
    {
        var bytes = new List<byte>();
        for (; number >= 0x80; number >>= 7)
        {
            bytes.Add((byte)(number | 0x80));
        }

        return [.. bytes, (byte)number];
    }

    private static IEnumerable<byte[]> Encode(ulong number)
    {
        yield return Varint(number);
        var large = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(large, number);
        var small = (byte[])[.. large.Reverse()];
        foreach (var width in (int[])[1, 2, 4, 8])
        {
            yield return large[^width..];
            yield return small[..width];
        }
    }
}
