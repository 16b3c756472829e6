namespace DarkSwap.Sdk.Http;

/// <summary>Gives every POST that changes something a key of its own, so that trying again never does it twice.</summary>
internal sealed class IdempotencyHandler(TimeProvider timeProvider, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    public const string Header = "Idempotency-Key";

    /// <summary>What these answer is either secret, and not to be kept by the node, or only worth asking for anew.</summary>
    private static readonly string[] Without = ["/api/v1/auth/", "/api/v1/orders/drafts", "/api/v1/orderbook/quotes", "/api/v1/psbts"];

    /// <summary>The one operation below a prefix above that does something.</summary>
    private const string Broadcasts = "/api/v1/psbts/broadcasts";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Post && !request.Headers.Contains(Header) && IsWanted(request.RequestUri!.AbsolutePath))
        {
            request.Headers.Add(Header, Guid.CreateVersion7(timeProvider.GetUtcNow()).ToString("D"));
        }

        return base.SendAsync(request, cancellationToken);
    }

    private static bool IsWanted(string path) =>
        path.EndsWith(Broadcasts, StringComparison.Ordinal) || !Array.Exists(Without, prefix => path.Contains(prefix, StringComparison.Ordinal));
}
