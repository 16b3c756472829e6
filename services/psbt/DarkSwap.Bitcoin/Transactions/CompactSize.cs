using System.Buffers;
using System.Buffers.Binary;

namespace DarkSwap.Bitcoin.Transactions;

/// <summary>Bitcoin's variable-length integer: one, three, five or nine bytes, little-endian, shortest form only.</summary>
public static class CompactSize
{
    public const int MaximumLength = 9;

    public static int LengthOf(ulong value) => value switch
    {
        < 0xFD => 1,
        <= ushort.MaxValue => 3,
        <= uint.MaxValue => 5,
        _ => 9,
    };

    /// <summary>Length of a byte string of <paramref name="length"/> bytes with its prefix.</summary>
    public static int LengthWithPrefix(int length) => LengthOf((ulong)length) + length;

    /// <summary>Writes <paramref name="value"/> and returns the number of bytes written.</summary>
    public static int Write(Span<byte> destination, ulong value)
    {
        switch (LengthOf(value))
        {
            case 1:
                destination[0] = (byte)value;
                return 1;
            case 3:
                destination[0] = 0xFD;
                BinaryPrimitives.WriteUInt16LittleEndian(destination[1..], (ushort)value);
                return 3;
            case 5:
                destination[0] = 0xFE;
                BinaryPrimitives.WriteUInt32LittleEndian(destination[1..], (uint)value);
                return 5;
            default:
                destination[0] = 0xFF;
                BinaryPrimitives.WriteUInt64LittleEndian(destination[1..], value);
                return 9;
        }
    }

    /// <summary>Reads from the start of <paramref name="source"/>; refuses encodings that are longer than needed.</summary>
    public static OperationStatus TryRead(ReadOnlySpan<byte> source, out ulong value, out int length)
    {
        value = 0;
        length = 0;
        if (source.IsEmpty)
        {
            return OperationStatus.NeedMoreData;
        }

        var prefix = source[0];
        length = prefix switch { < 0xFD => 1, 0xFD => 3, 0xFE => 5, _ => 9 };
        if (source.Length < length)
        {
            return OperationStatus.NeedMoreData;
        }

        value = length switch
        {
            1 => prefix,
            3 => BinaryPrimitives.ReadUInt16LittleEndian(source[1..]),
            5 => BinaryPrimitives.ReadUInt32LittleEndian(source[1..]),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(source[1..]),
        };
        return LengthOf(value) == length ? OperationStatus.Done : OperationStatus.InvalidData;
    }
}
