using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;
using static DarkSwap.Wire.Tests.Orders.OrderExamples;

namespace DarkSwap.Wire.Tests.Orders;

public sealed class HostileOrderEventTests
{
    private static readonly string OrderId = new('a', 64);
    private readonly PrivateKey maker = Key(1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Damaged_payloads_under_a_good_signature_never_throw_and_never_gain_a_second_encoding(ulong seed)
    {
        var random = new SeededRandomSource(seed);
        var sell = Sell(maker.PublicKey);
        byte[][] payloads = [SignedOrderCreation.Payload(sell, ProofsFor(sell)), SignedOrderUpdate.Payload(Update(OrderId)), SignedOrderCancellation.Payload(OrderId)];
        for (var round = 0; round < 400; round++)
        {
            var creation = Damage.Of(payloads[0], random);
            var opened = SignedOrderCreation.Open(Envelope(PayloadTypes.OrderCreate, creation), Network, Now);
            (!opened.IsSuccess || SignedOrderCreation.Payload(opened.Value.Terms, opened.Value.Proofs).SequenceEqual(creation)).ShouldBeTrue();

            var update = Damage.Of(payloads[1], random);
            var openedUpdate = SignedOrderUpdate.Open(Envelope(PayloadTypes.OrderUpdate, update), Network);
            (!openedUpdate.IsSuccess || SignedOrderUpdate.Payload(openedUpdate.Value.Terms).SequenceEqual(update)).ShouldBeTrue();

            var cancellation = Damage.Of(payloads[2], random);
            var openedCancellation = SignedOrderCancellation.Open(Envelope(PayloadTypes.OrderCancel, cancellation), Network);
            (!openedCancellation.IsSuccess || SignedOrderCancellation.Payload(openedCancellation.Value.OrderId).SequenceEqual(cancellation)).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Damaged_terms_never_throw_and_never_gain_a_second_encoding(ulong seed)
    {
        var random = new SeededRandomSource(seed);
        var document = OrderTermsCodec.Encode(Sell(maker.PublicKey));
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = Damage.Of(document, random);
            var terms = OrderTermsCodec.Decode(damaged);
            (!terms.IsSuccess || OrderTermsCodec.Encode(terms.Value).SequenceEqual(damaged)).ShouldBeTrue();
            if (terms.IsSuccess)
            {
                OrderRules.Check(terms.Value, Network);
                OrderRules.CheckClock(terms.Value, Now);
            }
        }
    }

    [Theory]
    [InlineData("0a20aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa00000100aaaaaaaaaaaaaaaaaaaaaaaaaa10011a1000000000000000000000000000061a8022ffffffff07220a203ba3edfd7a7b12b27ac6")]
    [InlineData("0a20aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa10011a1000000000000000000000000000061a8022feffffff07c3888a51323a9fb8aa4b1e5e4a2a420000000000000012")]
    public void Updates_that_once_broke_the_parser_are_refused(string hexadecimal) =>
        SignedOrderUpdate.ReadPayload(Convert.FromHexString(hexadecimal)).Error.ShouldBe(OrderRefusal.PayloadMalformed);

    /// <summary>Lengths around 2^31 that a parser adds to its position: found by fuzzing.</summary>
    [Theory]
    [InlineData("ffffffff07")]
    [InlineData("feffffff07")]
    [InlineData("8080808008")]
    [InlineData("ffffffff0f")]
    [InlineData("ffffffffffffffffff01")]
    public void Lengths_that_overflow_are_refused_wherever_they_stand(string length)
    {
        var varint = Convert.FromHexString(length);
        foreach (byte tag in (byte[])[0x12, 0x1a, 0x22, 0x32, 0x72, 0x7a])
        {
            foreach (var position in Enumerable.Range(0, 40))
            {
                byte[] hostile = [.. new byte[] { 0x08, 0x01 }, .. Enumerable.Repeat(new byte[] { 0x08, 0x01 }, position).SelectMany(field => field), tag, .. varint, 1, 2, 3];
                OrderTermsCodec.Decode(hostile).Error.ShouldBe(OrderRefusal.PayloadMalformed);
                OrderTermsCodec.Decode([.. new byte[] { 0x72 }, (byte)(hostile.Length % 128), .. hostile]).IsSuccess.ShouldBeFalse();
                SignedOrderUpdate.ReadPayload(hostile).Error.ShouldBe(OrderRefusal.PayloadMalformed);
            }
        }
    }

    [Fact]
    public void Orders_signed_by_another_kind_of_key_are_refused()
    {
        using var key = PrivateKey.GenerateSecp256k1(new SeededRandomSource(6));
        var payload = SignedOrderCreation.Payload(Sell(key.PublicKey), ProofsFor(Sell(key.PublicKey)));
        var envelope = SignedEnvelope.Seal(key, SigningDomains.Order(Network), PayloadTypes.OrderCreate, payload);

        SignedOrderCreation.Open(envelope, Network, Now).Error.ShouldBe(OrderRefusal.EnvelopeInvalid);
        SignedOrderCreation.Open(Envelope(PayloadTypes.OrderCreate, payload), Network, Now).Error.ShouldBe(OrderRefusal.MakerInvalid);
    }

    [Fact]
    public void No_changed_bit_of_an_envelope_goes_unnoticed()
    {
        var envelope = Seal(maker, Sell(maker.PublicKey));
        for (var bit = 0; bit < envelope.Length * 8; bit += 3)
        {
            envelope[bit / 8] ^= (byte)(1 << (bit % 8));
            SignedOrderCreation.Open(envelope, Network, Now).IsSuccess.ShouldBeFalse($"bit {bit}");
            envelope[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    private byte[] Envelope(ReadOnlySpan<byte> payloadType, byte[] payload) =>
        SignedEnvelope.Seal(maker, SigningDomains.Order(Network), payloadType, payload);
}
