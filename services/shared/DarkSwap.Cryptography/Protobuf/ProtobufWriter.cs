using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using DarkSwap.Primitives;

namespace DarkSwap.Cryptography.Protobuf;

/// <summary>Writes protobuf fields in the order of the calls.</summary>
public readonly ref struct ProtobufWriter(IBufferWriter<byte> output)
{
    private const int MaximumVarintLength = 10;
    private readonly IBufferWriter<byte> output = output;

    public void WriteVarint(int fieldNumber, ulong value)
    {
        WriteTag(fieldNumber, ProtobufWireType.Varint);
        WriteRawVarint(value);
    }

    public void WriteFixed64(int fieldNumber, ulong value)
    {
        WriteTag(fieldNumber, ProtobufWireType.Fixed64);
        BinaryPrimitives.WriteUInt64LittleEndian(output.GetSpan(sizeof(ulong)), value);
        output.Advance(sizeof(ulong));
    }

    public void WriteBytes(int fieldNumber, ReadOnlySpan<byte> value)
    {
        WriteTag(fieldNumber, ProtobufWireType.Bytes);
        WriteRawVarint((ulong)value.Length);
        output.Write(value);
    }

    public void WriteString(int fieldNumber, string value)
    {
        WriteTag(fieldNumber, ProtobufWireType.Bytes);
        WriteRawVarint((ulong)Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, output);
    }

    private void WriteTag(int fieldNumber, ProtobufWireType wireType) => WriteRawVarint(((ulong)(uint)fieldNumber << 3) | (uint)wireType);

    private void WriteRawVarint(ulong value) => output.Advance(Varint.Write(output.GetSpan(MaximumVarintLength), value));
}
