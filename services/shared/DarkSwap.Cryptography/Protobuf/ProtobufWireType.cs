namespace DarkSwap.Cryptography.Protobuf;

/// <summary>How a field's value is laid out. The deprecated groups (3 and 4) are refused.</summary>
public enum ProtobufWireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
