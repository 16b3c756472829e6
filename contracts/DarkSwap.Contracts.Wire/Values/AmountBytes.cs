using System.Buffers.Binary;
using Google.Protobuf;

namespace DarkSwap.Contracts.Wire.Values;

/// <summary>Unsigned 128-bit integers on the wire: always 16 bytes, big-endian.</summary>
public static class AmountBytes
{
    public const int Length = 16;

    public static ByteString Of(UInt128 amount)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, amount);
        return ByteString.CopyFrom(bytes);
    }

    public static bool TryRead(ByteString bytes, out UInt128 amount)
    {
        var isAmount = bytes.Length == Length;
        amount = isAmount ? BinaryPrimitives.ReadUInt128BigEndian(bytes.Span) : default;
        return isAmount;
    }
}
