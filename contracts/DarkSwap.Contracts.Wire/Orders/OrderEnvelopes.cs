using DarkSwap.Cryptography;
using DarkSwap.Primitives;

namespace DarkSwap.Contracts.Wire.Orders;

/// <summary>What the three kinds of order events have in common: size, envelope, signature, payload type.</summary>
internal static class OrderEnvelopes
{
    public static Result<Opened, OrderRefusal> Open(ReadOnlySpan<byte> envelope, string network, ReadOnlySpan<byte> payloadType)
    {
        if (envelope.Length > OrderLimits.MaximumEnvelopeLength)
        {
            return OrderRefusal.EnvelopeTooLarge;
        }

        if (!DocumentSigners.IsAllowed(envelope)
            || !SignedEnvelope.TryOpen(envelope, SigningDomains.Order(network), out var signer, out var actualType, out var payload))
        {
            return OrderRefusal.EnvelopeInvalid;
        }

        return payloadType.SequenceEqual(actualType) ? new Opened(signer, payload) : OrderRefusal.PayloadTypeWrong;
    }

    internal sealed record Opened(PublicKey Signer, byte[] Payload);
}
