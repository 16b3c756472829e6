using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using static DarkSwap.Wire.Tests.Orders.OrderExamples;

namespace DarkSwap.Wire.Tests.Orders;

public sealed class SignedOrderCreationTests
{
    private readonly PrivateKey maker = Key(1);

    [Fact]
    public void Opens_what_its_maker_sealed()
    {
        var terms = Sell(maker.PublicKey);
        var opened = SignedOrderCreation.Open(Seal(maker, terms), Network, Now);
        opened.IsSuccess.ShouldBeTrue(opened.Error.ToString());
        OrderTermsCodec.Encode(opened.Value.Terms).ShouldBe(OrderTermsCodec.Encode(terms));
        opened.Value.Terms.Backing.ShouldBe(terms.Backing);
        opened.Value.Proofs.ShouldBe(ProofsFor(terms));
        opened.Value.OrderId.ShouldBe(OrderTermsCodec.IdOf(OrderTermsCodec.Encode(terms)));
    }

    [Fact]
    public void Any_terms_survive_the_wire() => Prop.ForAll(Terms().ToArbitrary(), terms =>
    {
        var opened = SignedOrderCreation.Open(Seal(maker, terms), Network, Now);
        return opened.IsSuccess && opened.Value.Terms.Backing.SequenceEqual(terms.Backing) && opened.Value.Terms with { Backing = terms.Backing } == terms;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Leaves_the_agent_out_when_it_is_the_maker()
    {
        OrderDocument.Parser.ParseFrom(OrderTermsCodec.Encode(Sell(maker.PublicKey))).Agent.IsEmpty.ShouldBeTrue();
        var named = OrderDocument.Parser.ParseFrom(OrderTermsCodec.Encode(Sell(maker.PublicKey)));
        named.Agent = ByteString.CopyFrom(PeerId.FromPublicKey(maker.PublicKey).Bytes);
        OrderTermsCodec.Decode(named.ToByteArray()).Error.ShouldBe(OrderRefusal.NotCanonical);
    }

    [Fact]
    public void Refuses_the_signature_of_another_key() =>
        Refusal(SignedEnvelope.Seal(Key(2), SigningDomains.Order(Network), PayloadTypes.OrderCreate, Payload(Sell(maker.PublicKey))))
            .ShouldBe(OrderRefusal.SignerIsNotMaker);

    [Fact]
    public void Refuses_an_envelope_of_another_kind() =>
        Refusal(SignedOrderCancellation.Seal(maker, Network, new string('0', 64))).ShouldBe(OrderRefusal.PayloadTypeWrong);

    [Fact]
    public void Refuses_an_envelope_of_another_network()
    {
        Refusal(Seal(maker, Sell(maker.PublicKey) with { Network = "mainnet" })).ShouldBe(OrderRefusal.EnvelopeInvalid);
        Refusal(SignedEnvelope.Seal(maker, SigningDomains.Order(Network), PayloadTypes.OrderCreate, Payload(Sell(maker.PublicKey) with { Network = "mainnet" })))
            .ShouldBe(OrderRefusal.NetworkMismatch);
    }

    [Fact]
    public void Refuses_an_envelope_over_16_KiB_before_anything_else() => Refusal(new byte[16 * 1024 + 1]).ShouldBe(OrderRefusal.EnvelopeTooLarge);

    [Fact]
    public void Refuses_unknown_fields()
    {
        byte[] document = [.. OrderTermsCodec.Encode(Sell(maker.PublicKey)), 0xA0, 0x06, 0x01];
        OrderTermsCodec.Decode(document).Error.ShouldBe(OrderRefusal.NotCanonical);
        Refusal(Envelope([.. Payload(Sell(maker.PublicKey)), 0xA0, 0x06, 0x01])).ShouldBe(OrderRefusal.NotCanonical);
    }

    [Fact]
    public void Refuses_numbers_that_are_longer_than_needed()
    {
        var document = OrderTermsCodec.Encode(Sell(maker.PublicKey));
        document[..2].ShouldBe([0x08, 0x01]);
        OrderTermsCodec.Decode([0x08, 0x81, 0x00, .. document[2..]]).Error.ShouldBe(OrderRefusal.NotCanonical);
    }

    [Fact]
    public void Refuses_fields_out_of_order()
    {
        var document = OrderTermsCodec.Encode(Sell(maker.PublicKey));
        OrderTermsCodec.Decode([.. document[2..], .. document[..2]]).Error.ShouldBe(OrderRefusal.NotCanonical);
    }

    public static TheoryData<string, OrderRefusal> Refusals => new()
    {
        { "version", OrderRefusal.VersionUnsupported },
        { "maker", OrderRefusal.MakerInvalid },
        { "agent", OrderRefusal.AgentInvalid },
        { "asset", OrderRefusal.AssetInvalid },
        { "bitcoin for bitcoin", OrderRefusal.PairUnsupported },
        { "rune for rune", OrderRefusal.PairUnsupported },
        { "no side", OrderRefusal.SideInvalid },
        { "unknown side", OrderRefusal.SideInvalid },
        { "no amount", OrderRefusal.AmountInvalid },
        { "amount of zero", OrderRefusal.AmountInvalid },
        { "no price", OrderRefusal.PriceInvalid },
        { "price of zero", OrderRefusal.PriceInvalid },
        { "price over zero", OrderRefusal.PriceInvalid },
        { "too cheap", OrderRefusal.QuoteOutOfRange },
        { "too dear", OrderRefusal.QuoteOutOfRange },
        { "no minimum fill", OrderRefusal.MinimumFillInvalid },
        { "minimum fill of zero", OrderRefusal.MinimumFillInvalid },
        { "minimum fill above amount", OrderRefusal.MinimumFillInvalid },
        { "no times", OrderRefusal.TimesInvalid },
        { "expires before created", OrderRefusal.TimesInvalid },
        { "lives too long", OrderRefusal.LifetimeTooLong },
        { "far future", OrderRefusal.CreatedInFuture },
        { "expired", OrderRefusal.Expired },
        { "negative fee", OrderRefusal.FeeBoundsInvalid },
        { "fee bounds crossed", OrderRefusal.FeeBoundsInvalid },
        { "fee too high", OrderRefusal.FeeBoundsInvalid },
        { "no backing", OrderRefusal.BackingMissing },
        { "backing of a buy", OrderRefusal.BackingUnexpected },
        { "33 coins", OrderRefusal.BackingTooLong },
        { "the same coin twice", OrderRefusal.BackingInvalid },
        { "half an outpoint", OrderRefusal.BackingInvalid },
        { "proof missing", OrderRefusal.ProofCountWrong },
        { "empty proof", OrderRefusal.ProofInvalid },
        { "long proof", OrderRefusal.ProofInvalid },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Names_what_is_wrong(string what, OrderRefusal expected)
    {
        var document = OrderDocument.Parser.ParseFrom(OrderTermsCodec.Encode(Sell(maker.PublicKey)));
        var creation = new OrderCreation { Proofs = { ByteString.CopyFrom(Proof(1)), ByteString.CopyFrom(Proof(2)) } };
        OrderMistakes.Make(what, document, creation);
        creation.Document = document.ToByteString();
        Refusal(Envelope(creation.ToByteArray())).ShouldBe(expected);
    }

    [Fact]
    public void Accepts_a_creation_up_to_a_minute_in_the_future()
    {
        var sealedOrder = Seal(maker, Sell(maker.PublicKey));
        SignedOrderCreation.Open(sealedOrder, Network, Now.AddSeconds(-60)).IsSuccess.ShouldBeTrue();
        SignedOrderCreation.Open(sealedOrder, Network, Now.AddSeconds(-60).AddMicroseconds(-1)).Error.ShouldBe(OrderRefusal.CreatedInFuture);
    }

    [Fact]
    public void Accepts_a_stored_order_whenever_it_is_read() =>
        SignedOrderCreation.OpenStored(Seal(maker, Sell(maker.PublicKey)), Network).IsSuccess.ShouldBeTrue();

    private Gen<OrderTerms> Terms() =>
        from upper in ArbMap.Default.GeneratorFor<ulong>()
        from lower in ArbMap.Default.GeneratorFor<ulong>()
        from number in ArbMap.Default.GeneratorFor<uint>()
        from hasAgent in ArbMap.Default.GeneratorFor<bool>()
        from isRune in ArbMap.Default.GeneratorFor<bool>()
        from isSell in ArbMap.Default.GeneratorFor<bool>()
        let amount = new UInt128(upper, lower | 1)
        select Sell(maker.PublicKey) with
        {
            Agent = PeerId.FromPublicKey(hasAgent ? Key(2).PublicKey : maker.PublicKey),
            Base = isRune ? Asset.Rune(upper | 1, number) : Asset.Alkane(upper, lower),
            Side = isSell ? OrderDocumentSide.Sell : OrderDocumentSide.Buy,
            BaseAmount = amount,
            PriceNumerator = new UInt128(0, (ulong)number + 1),
            PriceDenominator = amount,
            MinimumFill = UInt128.Max(amount / ((ulong)number + 1), 1),
            ExpiresAt = Now.AddSeconds((number % 600_000) + 1),
            MinimumFeeRate = number % 5_000,
            Backing = isSell ? [FirstCoin] : [],
        };

    private static byte[] Payload(OrderTerms terms) => SignedOrderCreation.Payload(terms, ProofsFor(terms));

    private byte[] Envelope(byte[] payload) => SignedEnvelope.Seal(maker, SigningDomains.Order(Network), PayloadTypes.OrderCreate, payload);

    private static OrderRefusal? Refusal(byte[] envelope)
    {
        var opened = SignedOrderCreation.Open(envelope, Network, Now);
        return opened.IsSuccess ? null : opened.Error;
    }
}
