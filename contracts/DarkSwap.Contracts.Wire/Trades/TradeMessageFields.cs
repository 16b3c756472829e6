using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Cryptography.Protobuf;

namespace DarkSwap.Contracts.Wire.Trades;

/// <summary>Counts the fields of a message before anything is made of them: a mebibyte of empty inputs would become fifty of objects.</summary>
internal static class TradeMessageFields
{
    /// <summary>Several times what the longest real proposal has.</summary>
    private const int Maximum = 2_048;

    private enum Level
    {
        Message,
        Propose,
        Accept,
        Input,
        Leaf,
    }

    /// <summary>False for more than a message can need, and for what is not protobuf.</summary>
    public static bool AreFew(ReadOnlySpan<byte> payload)
    {
        var left = Maximum;
        return Walk(payload, Level.Message, ref left);
    }

    private static bool Walk(ReadOnlySpan<byte> bytes, Level level, ref int left)
    {
        var reader = new ProtobufReader(bytes);
        while (reader.TryReadField())
        {
            if (--left < 0)
            {
                return false;
            }

            if (reader.WireType == ProtobufWireType.Bytes && Inside(level, reader.FieldNumber) is { } inside && !Walk(reader.Bytes, inside, ref left))
            {
                return false;
            }
        }

        return !reader.IsMalformed;
    }

    /// <summary>Null where bytes are no message.</summary>
    private static Level? Inside(Level level, int field) => level switch
    {
        Level.Message => field switch
        {
            TradeMessage.ProposeFieldNumber => Level.Propose,
            TradeMessage.AcceptFieldNumber => Level.Accept,
            >= TradeMessage.RejectFieldNumber and <= TradeMessage.PsbtBroadcastFieldNumber => Level.Leaf,
            _ => null,
        },
        Level.Propose => field == TradePropose.InputsFieldNumber ? Level.Input : null,
        Level.Accept => field == TradeAccept.InputsFieldNumber ? Level.Input : null,
        Level.Input => field == WireTradeInput.OutPointFieldNumber ? Level.Leaf : null,
        Level.Leaf => null,
    };
}
