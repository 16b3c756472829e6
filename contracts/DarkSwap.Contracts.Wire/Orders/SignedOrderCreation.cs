using System.Security.Cryptography;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;
using Google.Protobuf;

namespace DarkSwap.Contracts.Wire.Orders;

/// <summary>An order as its maker signed it: terms, and a proof for each backing coin.</summary>
public sealed record SignedOrderCreation
{
    private SignedOrderCreation()
    {
    }

    /// <summary>Hash of the canonical terms, lower-case hex.</summary>
    public required string OrderId { get; init; }

    public required OrderTerms Terms { get; init; }

    /// <summary>BIP-322 simple proofs in the order of <see cref="OrderTerms.Backing"/>.</summary>
    public required IReadOnlyList<byte[]> Proofs { get; init; }

    /// <summary>SHA-256 of the payload: tells apart creations of the same terms with other proofs.</summary>
    public required byte[] PayloadHash { get; init; }

    /// <summary>The bytes that an envelope of type <see cref="PayloadTypes.OrderCreate"/> signs.</summary>
    public static byte[] Payload(OrderTerms terms, IReadOnlyList<byte[]> proofs) => new OrderCreation
    {
        Document = UnsafeByteOperations.UnsafeWrap(OrderTermsCodec.Encode(terms)),
        Proofs = { proofs.Select(proof => ByteString.CopyFrom(proof)) },
    }.ToByteArray();

    public static byte[] Seal(PrivateKey maker, OrderTerms terms, IReadOnlyList<byte[]> proofs) =>
        SignedEnvelope.Seal(maker, SigningDomains.Order(terms.Network), PayloadTypes.OrderCreate, Payload(terms, proofs));

    /// <summary>Opens a creation that has just arrived: everything of <see cref="OpenStored"/>, and the clock.</summary>
    public static Result<SignedOrderCreation, OrderRefusal> Open(ReadOnlySpan<byte> envelope, string network, DateTimeOffset now)
    {
        var opened = OpenStored(envelope, network);
        return opened.IsSuccess && OrderRules.CheckClock(opened.Value.Terms, now) is { } refusal ? refusal : opened;
    }

    /// <summary>Checks, in this order: size, envelope and signature, encoding, rules. The clock is not asked.</summary>
    public static Result<SignedOrderCreation, OrderRefusal> OpenStored(ReadOnlySpan<byte> envelope, string network)
    {
        var opened = OrderEnvelopes.Open(envelope, network, PayloadTypes.OrderCreate);
        if (!opened.IsSuccess)
        {
            return opened.Error;
        }

        var payload = opened.Value.Payload;
        if (!StrictMessages.TryParse(OrderCreation.Parser, payload, out var creation))
        {
            return OrderRefusal.PayloadMalformed;
        }

        var terms = OrderTermsCodec.Decode(creation.Document.Span);
        if (!terms.IsSuccess)
        {
            return terms.Error;
        }

        if (!terms.Value.Maker.Equals(opened.Value.Signer))
        {
            return OrderRefusal.SignerIsNotMaker;
        }

        if ((OrderRules.Check(terms.Value, network) ?? BackingList.CheckProofs(terms.Value.Backing.Count, creation.Proofs)) is { } refusal)
        {
            return refusal;
        }

        var proofs = creation.Proofs.Select(proof => proof.ToByteArray()).ToArray();
        if (!payload.AsSpan().SequenceEqual(Payload(terms.Value, proofs)))
        {
            return OrderRefusal.NotCanonical;
        }

        return new SignedOrderCreation
        {
            OrderId = OrderTermsCodec.IdOf(creation.Document.Span),
            Terms = terms.Value,
            Proofs = proofs,
            PayloadHash = SHA256.HashData(payload),
        };
    }
}
