using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using DarkSwap.Cryptography.Protobuf;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DarkSwap.Contracts.Wire.Values;

/// <summary>Parsing of protobuf messages from outside, as an answer instead of an exception.</summary>
public static class StrictMessages
{
    public static bool TryParse<TMessage>(MessageParser<TMessage> parser, in ReadOnlySequence<byte> bytes, [NotNullWhen(true)] out TMessage? message)
        where TMessage : class, IMessage<TMessage>, new() =>
        TryParse(parser, bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray(), out message);

    public static bool TryParse<TMessage>(MessageParser<TMessage> parser, ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out TMessage? message)
        where TMessage : class, IMessage<TMessage>, new()
    {
        message = null;
        if (!IsSound(bytes, new TMessage().Descriptor))
        {
            return false;
        }

        try
        {
            message = parser.ParseFrom(bytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    /// <summary>
    /// True when every field ends where its message does or before, at every depth. Google.Protobuf 3.25 adds lengths up to 2^31 - 1 to its position without looking for the overflow,
    /// and throws an IndexOutOfRangeException or worse where it should refuse. Depth ends with the descriptors: none of ours contains itself.
    /// </summary>
    private static bool IsSound(ReadOnlySpan<byte> bytes, MessageDescriptor descriptor)
    {
        var reader = new ProtobufReader(bytes);
        while (reader.TryReadField())
        {
            if (reader.WireType == ProtobufWireType.Bytes
                && descriptor.FindFieldByNumber(reader.FieldNumber) is { FieldType: FieldType.Message } field
                && !IsSound(reader.Bytes, field.MessageType))
            {
                return false;
            }
        }

        return !reader.IsMalformed;
    }
}
