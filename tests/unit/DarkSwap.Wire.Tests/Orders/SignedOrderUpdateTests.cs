using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Cryptography;
using Google.Protobuf;
using static DarkSwap.Wire.Tests.Orders.OrderExamples;

namespace DarkSwap.Wire.Tests.Orders;

public sealed class SignedOrderUpdateTests
{
    private static readonly string OrderId = new('a', 64);
    private readonly PrivateKey maker = Key(1);

    [Fact]
    public void Opens_what_its_maker_sealed()
    {
        var update = Update(OrderId);
        var opened = SignedOrderUpdate.Open(SignedOrderUpdate.Seal(maker, Network, update), Network);
        opened.IsSuccess.ShouldBeTrue(opened.Error.ToString());
        opened.Value.Signer.ShouldBe(maker.PublicKey);
        SignedOrderUpdate.Payload(opened.Value.Terms).ShouldBe(SignedOrderUpdate.Payload(update));
        opened.Value.Terms.Backing.ShouldBe(update.Backing);
        opened.Value.Terms.IsSuspended.ShouldBeTrue();
    }

    public static TheoryData<string, OrderRefusal> Refusals => new()
    {
        { "order", OrderRefusal.OrderIdInvalid },
        { "sequence", OrderRefusal.SequenceInvalid },
        { "remaining", OrderRefusal.AmountInvalid },
        { "expiry", OrderRefusal.TimesInvalid },
        { "coin", OrderRefusal.BackingInvalid },
        { "coins", OrderRefusal.BackingTooLong },
        { "proofs", OrderRefusal.ProofCountWrong },
        { "proof", OrderRefusal.ProofInvalid },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Names_what_is_wrong(string what, OrderRefusal expected)
    {
        var update = OrderUpdate.Parser.ParseFrom(SignedOrderUpdate.Payload(Update(OrderId)));
        Action mistake = what switch
        {
            "order" => () => update.OrderId = ByteString.CopyFrom(new byte[33]),
            "sequence" => () => update.Sequence = 0,
            "remaining" => () => update.Remaining = ByteString.CopyFrom(new byte[15]),
            "expiry" => () => update.Expires = -1,
            "coin" => () => update.Backing[0].TransactionId = ByteString.Empty,
            "coins" => () => update.Backing.Add(Enumerable.Range(0, 32).Select(index => new WireOutPoint { TransactionId = ByteString.CopyFrom(new byte[32]), Index = (uint)index })),
            "proofs" => () => update.Proofs.Clear(),
            "proof" => () => update.Proofs[0] = ByteString.Empty,
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "not a mistake of the table"),
        };
        mistake();
        SignedOrderUpdate.Open(Envelope(PayloadTypes.OrderUpdate, update.ToByteArray()), Network).Error.ShouldBe(expected);
    }

    [Fact]
    public void Refuses_unknown_fields() =>
        SignedOrderUpdate.Open(Envelope(PayloadTypes.OrderUpdate, [.. SignedOrderUpdate.Payload(Update(OrderId)), 0xA0, 0x06, 0x01]), Network)
            .Error.ShouldBe(OrderRefusal.NotCanonical);

    [Fact]
    public void Reads_a_cancellation_and_who_signed_it()
    {
        var opened = SignedOrderCancellation.Open(SignedOrderCancellation.Seal(maker, Network, OrderId), Network);
        opened.IsSuccess.ShouldBeTrue(opened.Error.ToString());
        opened.Value.OrderId.ShouldBe(OrderId);
        opened.Value.Signer.ShouldBe(maker.PublicKey);
    }

    [Fact]
    public void Refuses_a_cancellation_that_says_anything_else()
    {
        var payload = SignedOrderCancellation.Payload(OrderId);
        SignedOrderCancellation.Open(Envelope(PayloadTypes.OrderCancel, [.. payload, 0xA0, 0x06, 0x01]), Network).Error.ShouldBe(OrderRefusal.NotCanonical);
        SignedOrderCancellation.Open(Envelope(PayloadTypes.OrderCancel, []), Network).Error.ShouldBe(OrderRefusal.OrderIdInvalid);
        SignedOrderCancellation.Open(Envelope(PayloadTypes.OrderCancel, [0xFF]), Network).Error.ShouldBe(OrderRefusal.PayloadMalformed);
        SignedOrderCancellation.Open(Envelope(PayloadTypes.OrderUpdate, payload), Network).Error.ShouldBe(OrderRefusal.PayloadTypeWrong);
        SignedOrderCancellation.Open(SignedOrderCancellation.Seal(maker, "mainnet", OrderId), Network).Error.ShouldBe(OrderRefusal.EnvelopeInvalid);
    }

    private byte[] Envelope(ReadOnlySpan<byte> payloadType, byte[] payload) =>
        SignedEnvelope.Seal(maker, SigningDomains.Order(Network), payloadType, payload);
}
