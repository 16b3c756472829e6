using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;
using Google.Protobuf;

namespace DarkSwap.Contracts.Wire.Orders;

/// <summary>A cancellation as somebody signed it. It counts only for an order of the same key, and then for good.</summary>
public sealed record SignedOrderCancellation
{
    private SignedOrderCancellation()
    {
    }

    public required PublicKey Signer { get; init; }

    /// <summary>Lower-case hex.</summary>
    public required string OrderId { get; init; }

    /// <summary>The bytes that an envelope of type <see cref="PayloadTypes.OrderCancel"/> signs.</summary>
    public static byte[] Payload(string orderId) => new OrderCancellation { OrderId = OrderIdBytes.Of(orderId) }.ToByteArray();

    public static byte[] Seal(PrivateKey maker, string network, string orderId) =>
        SignedEnvelope.Seal(maker, SigningDomains.Order(network), PayloadTypes.OrderCancel, Payload(orderId));

    /// <summary>Checks, in this order: size, envelope and signature, encoding.</summary>
    public static Result<SignedOrderCancellation, OrderRefusal> Open(ReadOnlySpan<byte> envelope, string network)
    {
        var opened = OrderEnvelopes.Open(envelope, network, PayloadTypes.OrderCancel);
        if (!opened.IsSuccess)
        {
            return opened.Error;
        }

        var payload = opened.Value.Payload;
        if (!StrictMessages.TryParse(OrderCancellation.Parser, payload, out var cancellation))
        {
            return OrderRefusal.PayloadMalformed;
        }

        if (!OrderIdBytes.TryRead(cancellation.OrderId, out var orderId))
        {
            return OrderRefusal.OrderIdInvalid;
        }

        return payload.AsSpan().SequenceEqual(Payload(orderId))
            ? new SignedOrderCancellation { Signer = opened.Value.Signer, OrderId = orderId }
            : OrderRefusal.NotCanonical;
    }
}
