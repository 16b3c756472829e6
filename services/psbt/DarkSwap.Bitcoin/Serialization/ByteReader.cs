using System.Buffers;
using System.Buffers.Binary;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Serialization;

/// <summary>Reads one buffer from front to back. Every method refuses rather than reading past the end; byte strings are slices, never copies.</summary>
internal struct ByteReader(ReadOnlyMemory<byte> source)
{
    private readonly ReadOnlyMemory<byte> source = source;

    public int Position { get; set; }

    public readonly int Remaining => source.Length - Position;

    public readonly ReadOnlySpan<byte> Rest => source.Span[Position..];

    public readonly ReadOnlyMemory<byte> Since(int start) => source[start..Position];

    public bool TryReadByte(out byte value)
    {
        value = 0;
        if (Remaining < 1)
        {
            return false;
        }

        value = Rest[0];
        Position++;
        return true;
    }

    public bool TryReadUInt32(out uint value)
    {
        if (!BinaryPrimitives.TryReadUInt32LittleEndian(Rest, out value))
        {
            return false;
        }

        Position += sizeof(uint);
        return true;
    }

    public bool TryReadInt64(out long value)
    {
        if (!BinaryPrimitives.TryReadInt64LittleEndian(Rest, out value))
        {
            return false;
        }

        Position += sizeof(long);
        return true;
    }

    public bool TryReadHash(out Hash256 hash)
    {
        hash = default;
        if (Remaining < Hash256.Size)
        {
            return false;
        }

        hash = new(Rest[..Hash256.Size]);
        Position += Hash256.Size;
        return true;
    }

    public bool TryReadBytes(int length, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (length < 0 || length > Remaining)
        {
            return false;
        }

        bytes = source.Slice(Position, length);
        Position += length;
        return true;
    }

    public bool TryReadCompactSize(out ulong value)
    {
        if (CompactSize.TryRead(Rest, out value, out var length) != OperationStatus.Done)
        {
            return false;
        }

        Position += length;
        return true;
    }

    /// <summary>Reads a count of items of at least <paramref name="minimumItemSize"/> bytes each; refuses counts for which the buffer is too short, before anybody allocates for them.</summary>
    public bool TryReadCount(int minimumItemSize, out int count)
    {
        count = 0;
        if (!TryReadCompactSize(out var value) || value > (ulong)(Remaining / minimumItemSize))
        {
            return false;
        }

        count = (int)value;
        return true;
    }

    /// <summary>Reads a byte string with its length in front.</summary>
    public bool TryReadPrefixedBytes(out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        return TryReadCount(1, out var length) && TryReadBytes(length, out bytes);
    }
}
