using DarkSwap.Contracts.Connectivity;
using DarkSwap.Cryptography;
using DarkSwap.Messaging.CrashPoints;
using MassTransit;

namespace DarkSwap.Connectivity.Consumers;

/// <summary>Signs for the other services. The key never leaves connectivity, and signs nothing outside DarkSwap's own domains.</summary>
internal sealed class SignDocumentConsumer(NodeIdentity identity, ICrashPoints crashPoints) : IConsumer<SignDocument>
{
    public const string BeforeSign = "connectivity.before-sign";
    public const string AfterSign = "connectivity.after-sign";

    private static readonly string[] AllowedDomains = ["darkswap-order-v1:", "darkswap-trade-v1:"];

    public Task Consume(ConsumeContext<SignDocument> context)
    {
        var request = context.Message;
        return Array.Exists(AllowedDomains, allowed => request.Domain.StartsWith(allowed, StringComparison.Ordinal))
            ? SignAsync(context, request)
            : context.RespondAsync(new SigningRefused { Reason = "The domain is not one that this node signs in." });
    }

    private async Task SignAsync(ConsumeContext<SignDocument> context, SignDocument request)
    {
        crashPoints.Reached(BeforeSign);
        await context.RespondAsync(new DocumentSigned { Envelope = SignedEnvelope.Seal(identity.PrivateKey, request.Domain, request.PayloadType, request.Payload) });
        crashPoints.Reached(AfterSign);
    }
}
