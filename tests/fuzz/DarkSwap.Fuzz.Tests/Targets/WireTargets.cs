using System.Buffers;
using DarkSwap.Connectivity.Messaging;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using DarkSwap.Fuzz.Tests.Engine;
using Google.Protobuf;

namespace DarkSwap.Fuzz.Tests.Targets;

/// <summary>DarkSwap's own messages, below their signatures.</summary>
internal static class WireTargets
{
    private const string Coin = "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b:0";
    private static readonly DateTimeOffset Time = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly PrivateKey Key = PrivateKey.FromSeed(new byte[Ed25519.SeedLength]);
    private static readonly ByteString Hash = ByteString.CopyFrom(new byte[32]);

    private static readonly OrderTerms Sale = new()
    {
        Network = "regtest:0f9188f1", Maker = Key.PublicKey, Agent = PeerId.FromPublicKey(Key.PublicKey), Base = Asset.Rune(840_000, 3), Quote = Asset.Bitcoin,
        Side = OrderDocumentSide.Sell, BaseAmount = 1_000_000, PriceNumerator = 3, PriceDenominator = 7, MinimumFill = 1_000, CreatedAt = Time, ExpiresAt = Time.AddDays(1),
        Backing = [Coin], MinimumFeeRate = 1_000, MaximumFeeRate = 500_000,
    };

    private static readonly OrderUpdateTerms Update = new()
    {
        OrderId = new string('a', 64), Sequence = 1, Remaining = 400_000, Backing = [Coin], Proofs = [new byte[66]], ExpiresAt = Time, IsSuspended = true,
    };

    internal static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("order document", [OrderTermsCodec.Encode(Sale), OrderTermsCodec.Encode(Sale with { Side = OrderDocumentSide.Buy, Backing = [] })], FeedOrder) { IsProtobuf = true },
        new("order update", [SignedOrderUpdate.Payload(Update)], FeedUpdate) { IsProtobuf = true },
        new("trade message", [Propose(), Message(message => message.Signature = new TradeSignature { TemplateHash = Hash, TransactionId = Hash })], FeedTrade)
        {
            MaximumLength = 1024, IsProtobuf = true,
        },
        new("page of an order book", [Page()], input => StrictMessages.TryParse(OrderbookResponse.Parser, input, out _)) { IsProtobuf = true },
        new("batch", [Batch(2), Batch(60)], FeedBatch) { MaximumLength = 1024, IsProtobuf = true, AllowedBytes = 4 * BatchCodec.MaximumUnpackedBytes },
    ];

    private static bool FeedOrder(ReadOnlySpan<byte> input)
    {
        var terms = OrderTermsCodec.Decode(input);
        if (!terms.IsSuccess)
        {
            return false;
        }

        Expect.True(input.SequenceEqual(OrderTermsCodec.Encode(terms.Value)));
        OrderRules.Check(terms.Value, Sale.Network);
        OrderRules.CheckClock(terms.Value, Time);
        return true;
    }

    private static bool FeedUpdate(ReadOnlySpan<byte> input)
    {
        var terms = SignedOrderUpdate.ReadPayload(input);
        if (!terms.IsSuccess)
        {
            return false;
        }

        Expect.True(input.SequenceEqual(SignedOrderUpdate.Payload(terms.Value)));
        return true;
    }

    private static bool FeedTrade(ReadOnlySpan<byte> input)
    {
        if (!TradeMessageFields.AreFew(input) || !StrictMessages.TryParse(TradeMessage.Parser, input, out var message) || !TradeMessageShape.IsValid(message))
        {
            return false;
        }

        Expect.True(TradeMessages.TryReadTradeId(message.TradeId, out _));
        return true;
    }

    private static bool FeedBatch(ReadOnlySpan<byte> input) => BatchCodec.Unpack(new ReadOnlySequence<byte>(input.ToArray())).IsSuccess;

    private static byte[] Batch(int count) => BatchCodec.Pack(Enumerable.Range(0, count).Select(_ => new Envelope
    {
        Id = ByteString.CopyFrom(new byte[BatchCodec.EnvelopeIdLength]),
        SentAt = UnixMicroseconds.Of(Time),
        OrderbookResponse = new OrderbookResponse { Events = { new OrderEvent { Create = new SignedDocument { Envelope = Hash } } } },
    })).ToByteArray();

    private static byte[] Page() =>
        new OrderbookResponse { Cursor = "next", Events = { new OrderEvent { Create = new SignedDocument { Envelope = Hash } }, new OrderEvent { Cancel = new SignedDocument { Envelope = Hash } } } }.ToByteArray();

    private static byte[] Propose()
    {
        OutPointText.TryRead(Coin, out var outPoint);
        var input = new WireTradeInput { OutPoint = outPoint, Satoshis = 546, Script = ByteString.CopyFrom(new byte[22]), Proof = ByteString.CopyFrom(new byte[66]) };
        var time = UnixMicroseconds.Of(Time);
        return Message(message => message.Propose = new TradePropose
        {
            ProtocolVersion = 1, TemplateVersion = 1, Network = Sale.Network, OrderId = Hash, Fill = AmountBytes.Of(400), QuoteSatoshis = 10_000,
            Taker = ByteString.CopyFrom(Key.PublicKey.Encoded), Inputs = { input }, ReceiveScript = input.Script, ChangeScript = input.Script,
            FeeRate = 2_000, AcceptBy = time, SignBy = time, Nonce = Hash,
        });
    }

    private static byte[] Message(Action<TradeMessage> setContent)
    {
        var message = new TradeMessage { TradeId = TradeMessages.ToBytes(Guid.Empty), Sequence = 2, PreviousHash = Hash };
        setContent(message);
        return message.ToByteArray();
    }
}
