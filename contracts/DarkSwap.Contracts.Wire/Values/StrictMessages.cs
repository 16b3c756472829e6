using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;

namespace DarkSwap.Contracts.Wire.Values;

/// <summary>Parsing of protobuf messages from outside, as an answer instead of an exception.</summary>
internal static class StrictMessages
{
    public static bool TryParse<TMessage>(MessageParser<TMessage> parser, ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out TMessage? message)
        where TMessage : class, IMessage<TMessage>
    {
        try
        {
            message = parser.ParseFrom(bytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            message = null;
            return false;
        }
    }
}
