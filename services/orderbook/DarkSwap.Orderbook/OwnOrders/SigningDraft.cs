using System.Text;
using DarkSwap.Contracts.Wire;
using DarkSwap.Cryptography;

namespace DarkSwap.Orderbook.OwnOrders;

/// <summary>A payload for its maker's key to sign.</summary>
/// <param name="SigningInput">The very bytes to sign: domain, payload type and payload, each after its length.</param>
public sealed record SigningDraft(string OrderId, string Domain, string PayloadType, byte[] Payload, byte[] SigningInput)
{
    public static SigningDraft Of(string orderId, string network, ReadOnlySpan<byte> payloadType, byte[] payload)
    {
        var domain = SigningDomains.Order(network);
        return new SigningDraft(orderId, domain, Encoding.UTF8.GetString(payloadType), payload, SignedEnvelope.SigningInput(domain, payloadType, payload));
    }
}
