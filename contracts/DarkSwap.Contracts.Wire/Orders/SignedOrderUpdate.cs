using System.Security.Cryptography;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;
using Google.Protobuf;

namespace DarkSwap.Contracts.Wire.Orders;

/// <summary>An update as somebody signed it. It counts only for an order of the same key, and only within that order's terms.</summary>
public sealed record SignedOrderUpdate
{
    private SignedOrderUpdate()
    {
    }

    public required PublicKey Signer { get; init; }

    public required OrderUpdateTerms Terms { get; init; }

    /// <summary>SHA-256 of the update's canonical bytes; of two updates with the same sequence the smaller wins.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The bytes that an envelope of type <see cref="PayloadTypes.OrderUpdate"/> signs.</summary>
    public static byte[] Payload(OrderUpdateTerms terms) => new OrderUpdate
    {
        OrderId = OrderIdBytes.Of(terms.OrderId),
        Sequence = terms.Sequence,
        Remaining = AmountBytes.Of(terms.Remaining),
        Backing = { BackingList.ToWire(terms.Backing) },
        Proofs = { terms.Proofs.Select(proof => ByteString.CopyFrom(proof)) },
        Expires = UnixMicroseconds.Of(terms.ExpiresAt),
        Suspended = terms.IsSuspended,
    }.ToByteArray();

    public static byte[] Seal(PrivateKey maker, string network, OrderUpdateTerms terms) =>
        SignedEnvelope.Seal(maker, SigningDomains.Order(network), PayloadTypes.OrderUpdate, Payload(terms));

    /// <summary>Checks, in this order: size, envelope and signature, encoding, values. Whether it fits its order is for whoever knows the order.</summary>
    public static Result<SignedOrderUpdate, OrderRefusal> Open(ReadOnlySpan<byte> envelope, string network)
    {
        var opened = OrderEnvelopes.Open(envelope, network, PayloadTypes.OrderUpdate);
        if (!opened.IsSuccess)
        {
            return opened.Error;
        }

        var terms = ReadPayload(opened.Value.Payload);
        return terms.IsSuccess
            ? new SignedOrderUpdate { Signer = opened.Value.Signer, Terms = terms.Value, Hash = SHA256.HashData(opened.Value.Payload) }
            : terms.Error;
    }

    /// <summary>What a payload says, for whoever is to sign it: canonical bytes only.</summary>
    public static Result<OrderUpdateTerms, OrderRefusal> ReadPayload(ReadOnlySpan<byte> payload)
    {
        if (!StrictMessages.TryParse(OrderUpdate.Parser, payload, out var update))
        {
            return OrderRefusal.PayloadMalformed;
        }

        var terms = Read(update);
        return !terms.IsSuccess || payload.SequenceEqual(Payload(terms.Value)) ? terms : OrderRefusal.NotCanonical;
    }

    private static Result<OrderUpdateTerms, OrderRefusal> Read(OrderUpdate update)
    {
        if (!OrderIdBytes.TryRead(update.OrderId, out var orderId))
        {
            return OrderRefusal.OrderIdInvalid;
        }

        if (update.Sequence == 0)
        {
            return OrderRefusal.SequenceInvalid;
        }

        if (!AmountBytes.TryRead(update.Remaining, out var remaining))
        {
            return OrderRefusal.AmountInvalid;
        }

        if (!UnixMicroseconds.TryRead(update.Expires, out var expiresAt))
        {
            return OrderRefusal.TimesInvalid;
        }

        var backing = BackingList.Read(update.Backing);
        if (!backing.IsSuccess)
        {
            return backing.Error;
        }

        if (BackingList.CheckProofs(backing.Value.Length, update.Proofs) is { } refusal)
        {
            return refusal;
        }

        return new OrderUpdateTerms
        {
            OrderId = orderId,
            Sequence = update.Sequence,
            Remaining = remaining,
            Backing = backing.Value,
            Proofs = update.Proofs.Select(proof => proof.ToByteArray()).ToArray(),
            ExpiresAt = expiresAt,
            IsSuspended = update.Suspended,
        };
    }
}
