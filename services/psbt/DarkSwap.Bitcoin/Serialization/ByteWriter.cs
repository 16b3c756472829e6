using System.Buffers.Binary;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Serialization;

/// <summary>Writes one buffer of known size from front to back.</summary>
internal ref struct ByteWriter(Span<byte> destination)
{
    private readonly Span<byte> destination = destination;

    public int Position { get; private set; }

    public void WriteByte(byte value) => destination[Position++] = value;

    public void WriteUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination[Position..], value);
        Position += sizeof(uint);
    }

    public void WriteInt64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination[Position..], value);
        Position += sizeof(long);
    }

    public void WriteHash(Hash256 hash)
    {
        hash.CopyTo(destination[Position..]);
        Position += Hash256.Size;
    }

    public void WriteOutPoint(OutPoint outPoint)
    {
        WriteHash(outPoint.TransactionId.Hash);
        WriteUInt32(outPoint.Index);
    }

    public void WriteBytes(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(destination[Position..]);
        Position += bytes.Length;
    }

    public void WriteCompactSize(ulong value) => Position += CompactSize.Write(destination[Position..], value);

    public void WritePrefixedBytes(scoped ReadOnlySpan<byte> bytes)
    {
        WriteCompactSize((ulong)bytes.Length);
        WriteBytes(bytes);
    }
}
