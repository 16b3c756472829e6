using System.Diagnostics;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Primitives;
using Google.Protobuf;

namespace DarkSwap.Connectivity.Messaging;

/// <summary>Envelopes of the peer protocol from what services say, and back.</summary>
internal sealed class Envelopes(TimeProvider timeProvider, IRandomSource random)
{
    public Envelope New()
    {
        Span<byte> id = stackalloc byte[BatchCodec.EnvelopeIdLength];
        random.Fill(id);
        return Stamp(new Envelope { Id = ByteString.CopyFrom(id) });
    }

    public Envelope Acknowledge(ByteString id) => With(envelope => envelope.Acknowledge = new Acknowledge { Id = id });

    public Envelope Hello(string network) => With(envelope => envelope.Hello = new Hello { ProtocolVersion = PeerProtocols.Version, Network = network });

    public Envelope Disconnect(string reason) => With(envelope => envelope.Disconnect = new Disconnect { Reason = reason });

    public Envelope Pong(Ping ping) => With(envelope => envelope.Pong = new Pong { Nonce = ping.Nonce });

    public Envelope FromOrderEvent(SignedOrderEvent orderEvent) => With(envelope =>
    {
        var document = Document(orderEvent.Envelope);
        switch (orderEvent.Kind)
        {
            case OrderEventKind.Create:
                envelope.OrderCreate = document;
                break;
            case OrderEventKind.Update:
                envelope.OrderUpdate = document;
                break;
            case OrderEventKind.Cancel:
                envelope.OrderCancel = document;
                break;
            default:
                throw new UnreachableException();
        }
    });

    public Envelope FromPeerMessage(PeerMessage message)
    {
        Span<byte> id = stackalloc byte[BatchCodec.EnvelopeIdLength];
        message.MessageId.TryWriteBytes(id, bigEndian: true, out _);
        var envelope = Stamp(new Envelope { Id = ByteString.CopyFrom(id) });
        var document = Document(message.Envelope);
        switch (message.Kind)
        {
            case PeerMessageKind.TradePropose:
                envelope.TradePropose = document;
                break;
            case PeerMessageKind.TradeAccept:
                envelope.TradeAccept = document;
                break;
            case PeerMessageKind.TradeReject:
                envelope.TradeReject = document;
                break;
            case PeerMessageKind.TradeCancel:
                envelope.TradeCancel = document;
                break;
            case PeerMessageKind.TradeSignature:
                envelope.TradeSignature = document;
                break;
            case PeerMessageKind.PsbtCreate:
                envelope.PsbtCreate = document;
                break;
            case PeerMessageKind.PsbtUpdate:
                envelope.PsbtUpdate = document;
                break;
            case PeerMessageKind.PsbtSign:
                envelope.PsbtSign = document;
                break;
            case PeerMessageKind.PsbtFinalize:
                envelope.PsbtFinalize = document;
                break;
            case PeerMessageKind.PsbtBroadcast:
                envelope.PsbtBroadcast = document;
                break;
            default:
                throw new UnreachableException();
        }

        return envelope;
    }

    public static SignedOrderEvent? ToOrderEvent(Envelope envelope) => envelope.BodyCase switch
    {
        Envelope.BodyOneofCase.OrderCreate => new(OrderEventKind.Create, envelope.OrderCreate.Envelope.ToByteArray()),
        Envelope.BodyOneofCase.OrderUpdate => new(OrderEventKind.Update, envelope.OrderUpdate.Envelope.ToByteArray()),
        Envelope.BodyOneofCase.OrderCancel => new(OrderEventKind.Cancel, envelope.OrderCancel.Envelope.ToByteArray()),
        _ => null,
    };

    public static PeerMessage? ToPeerMessage(Envelope envelope)
    {
        var id = new Guid(envelope.Id.Span, bigEndian: true);
        return envelope.BodyCase switch
        {
            Envelope.BodyOneofCase.TradePropose => new(id, PeerMessageKind.TradePropose, envelope.TradePropose.Envelope.ToByteArray()),
            Envelope.BodyOneofCase.TradeAccept => new(id, PeerMessageKind.TradeAccept, envelope.TradeAccept.Envelope.ToByteArray()),
            Envelope.BodyOneofCase.TradeReject => new(id, PeerMessageKind.TradeReject, envelope.TradeReject.Envelope.ToByteArray()),
            Envelope.BodyOneofCase.TradeCancel => new(id, PeerMessageKind.TradeCancel, envelope.TradeCancel.Envelope.ToByteArray()),
            Envelope.BodyOneofCase.TradeSignature => new(id, PeerMessageKind.TradeSignature, envelope.TradeSignature.Envelope.ToByteArray()),
            Envelope.BodyOneofCase.PsbtCreate => new(id, PeerMessageKind.PsbtCreate, envelope.PsbtCreate.Envelope.ToByteArray()),
            Envelope.BodyOneofCase.PsbtUpdate => new(id, PeerMessageKind.PsbtUpdate, envelope.PsbtUpdate.Envelope.ToByteArray()),
            Envelope.BodyOneofCase.PsbtSign => new(id, PeerMessageKind.PsbtSign, envelope.PsbtSign.Envelope.ToByteArray()),
            Envelope.BodyOneofCase.PsbtFinalize => new(id, PeerMessageKind.PsbtFinalize, envelope.PsbtFinalize.Envelope.ToByteArray()),
            Envelope.BodyOneofCase.PsbtBroadcast => new(id, PeerMessageKind.PsbtBroadcast, envelope.PsbtBroadcast.Envelope.ToByteArray()),
            _ => null,
        };
    }

    private static SignedDocument Document(byte[] envelope) => new() { Envelope = ByteString.CopyFrom(envelope) };

    private Envelope With(Action<Envelope> setBody)
    {
        var envelope = New();
        setBody(envelope);
        return envelope;
    }

    private Envelope Stamp(Envelope envelope)
    {
        envelope.SentAt = (timeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return envelope;
    }
}
