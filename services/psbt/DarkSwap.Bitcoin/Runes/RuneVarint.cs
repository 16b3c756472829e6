using System.Buffers;

namespace DarkSwap.Bitcoin.Runes;

/// <summary>LEB128 integers of 128 bits as runestones carry them. Unlike <see cref="Primitives.Varint"/> these are wider and need not be minimal.</summary>
public static class RuneVarint
{
    /// <summary>Longest encoding, in bytes (18 × 7 + 2 bits).</summary>
    public const int MaximumLength = 19;

    /// <summary>What the last of 19 bytes may not carry, because it would be worth more than 2^128 − 1.</summary>
    private const byte OverflowBits = 0x7C;

    /// <summary>Reads from the start of <paramref name="source"/>.</summary>
    /// <returns><see cref="OperationStatus.NeedMoreData"/> if the source ends within the integer, <see cref="OperationStatus.InvalidData"/> if it is over 128 bits or 19 bytes.</returns>
    public static OperationStatus TryRead(ReadOnlySpan<byte> source, out UInt128 value, out int length)
    {
        value = UInt128.Zero;
        for (length = 0; length < source.Length; length++)
        {
            if (length == MaximumLength)
            {
                return OperationStatus.InvalidData;
            }

            var octet = source[length];
            if (length == MaximumLength - 1 && (octet & OverflowBits) != 0)
            {
                return OperationStatus.InvalidData;
            }

            value |= (UInt128)(uint)(octet & 0x7F) << (7 * length);
            if (octet < 0x80)
            {
                length++;
                return OperationStatus.Done;
            }
        }

        return OperationStatus.NeedMoreData;
    }

    /// <summary>Appends the minimal encoding of <paramref name="value"/>.</summary>
    public static void Write(IBufferWriter<byte> destination, UInt128 value)
    {
        var span = destination.GetSpan(MaximumLength);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)((byte)value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        destination.Advance(length);
    }
}
