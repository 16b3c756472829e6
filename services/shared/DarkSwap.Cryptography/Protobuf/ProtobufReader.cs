using System.Buffers.Binary;
using DarkSwap.Primitives;

namespace DarkSwap.Cryptography.Protobuf;

/// <summary>Walks the fields of one protobuf message without allocating. Any malformed byte makes <see cref="IsMalformed"/> true and ends the walk.</summary>
public ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const ulong MaximumFieldNumber = (1 << 29) - 1;
    private ReadOnlySpan<byte> remaining = message;

    public bool IsMalformed { get; private set; }

    public int FieldNumber { get; private set; }

    public ProtobufWireType WireType { get; private set; }

    /// <summary>Value of a varint, fixed32 or fixed64 field.</summary>
    public ulong Number { get; private set; }

    /// <summary>Value of a length-delimited field: a loan of the message's bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>False at the end of the message and at its first malformed byte.</summary>
    public bool TryReadField()
    {
        if (IsMalformed || remaining.IsEmpty)
        {
            return false;
        }

        Number = 0;
        Bytes = default;
        if (!TryReadVarint(out var tag) || tag >> 3 is 0 or > MaximumFieldNumber)
        {
            return Refuse();
        }

        FieldNumber = (int)(tag >> 3);
        WireType = (ProtobufWireType)(tag & 7);
        return WireType switch
        {
            ProtobufWireType.Varint => TryReadNumber(),
            ProtobufWireType.Fixed64 => TryReadFixed(sizeof(ulong)),
            ProtobufWireType.Bytes => TryReadBytes(),
            ProtobufWireType.Fixed32 => TryReadFixed(sizeof(uint)),
            _ => Refuse(),
        };
    }

    private bool TryReadNumber()
    {
        if (!TryReadVarint(out var number))
        {
            return Refuse();
        }

        Number = number;
        return true;
    }

    private bool TryReadFixed(int size)
    {
        if (remaining.Length < size)
        {
            return Refuse();
        }

        Number = size == sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(remaining) : BinaryPrimitives.ReadUInt64LittleEndian(remaining);
        remaining = remaining[size..];
        return true;
    }

    private bool TryReadBytes()
    {
        if (!TryReadVarint(out var length) || length > (ulong)remaining.Length)
        {
            return Refuse();
        }

        Bytes = remaining[..(int)length];
        remaining = remaining[(int)length..];
        return true;
    }

    /// <summary>Protobuf varints may take ten bytes and more than they need; multiformats' may not, so this is not <see cref="Varint"/>.</summary>
    private bool TryReadVarint(out ulong value)
    {
        const int MaximumLength = 10;
        value = 0;
        for (var index = 0; index < MaximumLength && index < remaining.Length; index++)
        {
            var octet = remaining[index];
            if (index == MaximumLength - 1 && octet > 1)
            {
                return false;
            }

            value |= (ulong)(octet & 0x7F) << (7 * index);
            if (octet < 0x80)
            {
                remaining = remaining[(index + 1)..];
                return true;
            }
        }

        return false;
    }

    private bool Refuse()
    {
        IsMalformed = true;
        remaining = default;
        return false;
    }
}
