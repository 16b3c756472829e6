using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Cryptography.Protobuf;

namespace DarkSwap.Connectivity.Messaging;

/// <summary>Counts what a batch has before anything is made of it: a kilobyte of compressed empty envelopes would become hundreds of megabytes of objects.</summary>
internal static class BatchFields
{
    /// <summary>Several times what a full batch of orders or a full page of an order book has.</summary>
    private const int MaximumFields = 32_768;

    private enum Level
    {
        Batch,
        List,
        Envelope,
        Body,
        OrderbookResponse,
        OrderEvent,
    }

    /// <summary>Null for bytes that may be parsed.</summary>
    public static BatchError? RefuseBatch(ReadOnlySpan<byte> bytes) => Refuse(bytes, Level.Batch);

    /// <inheritdoc cref="RefuseBatch"/>
    public static BatchError? RefuseList(ReadOnlySpan<byte> bytes) => Refuse(bytes, Level.List);

    private static BatchError? Refuse(ReadOnlySpan<byte> bytes, Level level)
    {
        var left = new Counter { Fields = MaximumFields, Envelopes = BatchCodec.MaximumEnvelopes };
        return Walk(bytes, level, ref left);
    }

    private static BatchError? Walk(ReadOnlySpan<byte> bytes, Level level, ref Counter left)
    {
        var reader = new ProtobufReader(bytes);
        while (reader.TryReadField())
        {
            if (--left.Fields < 0)
            {
                return BatchError.TooLarge;
            }

            if (reader.WireType != ProtobufWireType.Bytes || Inside(level, reader.FieldNumber) is not { } inside)
            {
                continue;
            }

            if (inside == Level.Envelope && --left.Envelopes < 0)
            {
                return BatchError.TooLarge;
            }

            if (Walk(reader.Bytes, inside, ref left) is { } refusal)
            {
                return refusal;
            }
        }

        return reader.IsMalformed ? BatchError.Malformed : null;
    }

    /// <summary>Null where bytes are no message.</summary>
    private static Level? Inside(Level level, int field) => level switch
    {
        Level.Batch => field == Batch.EnvelopesFieldNumber ? Level.Envelope : null,
        Level.List => field == EnvelopeList.EnvelopesFieldNumber ? Level.Envelope : null,
        Level.Envelope => field switch
        {
            Envelope.OrderbookResponseFieldNumber => Level.OrderbookResponse,
            >= Envelope.PingFieldNumber and <= Envelope.PsbtBroadcastFieldNumber => Level.Body,
            _ => null,
        },
        Level.OrderbookResponse => field == OrderbookResponse.EventsFieldNumber ? Level.OrderEvent : null,
        Level.OrderEvent => field is >= OrderEvent.CreateFieldNumber and <= OrderEvent.CancelFieldNumber ? Level.Body : null,
        Level.Body => null,
    };

    private ref struct Counter
    {
        public int Fields;
        public int Envelopes;
    }
}
