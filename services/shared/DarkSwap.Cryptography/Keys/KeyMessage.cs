using System.Buffers;
using DarkSwap.Primitives;

namespace DarkSwap.Cryptography.Keys;

/// <summary>The protobuf of a key, public or private: Type (field 1), then Data (field 2), minimal and nothing else, so that each key has one encoding.</summary>
internal static class KeyMessage
{
    private const byte TypeTag = 0x08;
    private const byte DataTag = 0x12;

    internal static bool TryRead(ReadOnlySpan<byte> bytes, out KeyType type, out ReadOnlySpan<byte> data)
    {
        data = default;
        type = default;
        if (bytes is not [TypeTag, <= (byte)KeyType.Ecdsa, DataTag, ..]
            || Varint.TryRead(bytes[3..], out var length, out var lengthLength) != OperationStatus.Done
            || length != (ulong)(bytes.Length - 3 - lengthLength))
        {
            return false;
        }

        type = (KeyType)bytes[1];
        data = bytes[(3 + lengthLength)..];
        return true;
    }

    internal static int LengthOf(int dataLength) => 3 + Varint.LengthOf((ulong)dataLength) + dataLength;

    /// <summary>Writes everything before Data and returns its length.</summary>
    internal static int WritePrefix(Span<byte> destination, KeyType type, int dataLength)
    {
        destination[0] = TypeTag;
        destination[1] = (byte)type;
        destination[2] = DataTag;
        return 3 + Varint.Write(destination[3..], (ulong)dataLength);
    }
}
