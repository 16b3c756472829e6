using System.Buffers;

namespace DarkSwap.Primitives;

/// <summary>Unsigned varints: little-endian groups of seven bits (multiformats unsigned-varint, at most nine bytes, minimal encoding only).</summary>
public static class Varint
{
    /// <summary>Longest encoding that multiformats allows, in bytes (63 bits).</summary>
    public const int MaximumLength = 9;

    /// <summary>Bytes that <paramref name="value"/> takes.</summary>
    public static int LengthOf(ulong value)
    {
        var length = 1;
        while (value >= 0x80)
        {
            value >>= 7;
            length++;
        }

        return length;
    }

    /// <summary>Writes <paramref name="value"/> and returns the number of bytes written.</summary>
    public static int Write(Span<byte> destination, ulong value)
    {
        var index = 0;
        while (value >= 0x80)
        {
            destination[index++] = (byte)(value | 0x80);
            value >>= 7;
        }

        destination[index++] = (byte)value;
        return index;
    }

    /// <summary>Reads from the start of <paramref name="source"/>; refuses encodings that are longer than needed or than nine bytes.</summary>
    public static OperationStatus TryRead(ReadOnlySpan<byte> source, out ulong value, out int length)
    {
        value = 0;
        for (length = 0; length < MaximumLength; length++)
        {
            if (length == source.Length)
            {
                return OperationStatus.NeedMoreData;
            }

            var octet = source[length];
            value |= (ulong)(octet & 0x7F) << (7 * length);
            if (octet < 0x80)
            {
                length++;
                return octet == 0 && length > 1 ? OperationStatus.InvalidData : OperationStatus.Done;
            }
        }

        return OperationStatus.InvalidData;
    }

    /// <summary>Reads at the reader's position and advances past the varint only when it is complete.</summary>
    public static OperationStatus TryRead(ref SequenceReader<byte> reader, out ulong value)
    {
        Span<byte> bytes = stackalloc byte[MaximumLength];
        var available = (int)Math.Min(reader.Remaining, MaximumLength);
        reader.TryCopyTo(bytes[..available]);
        var status = TryRead(bytes[..available], out value, out var length);
        if (status == OperationStatus.Done)
        {
            reader.Advance(length);
        }

        return status;
    }
}
