using System.Net;
using DarkSwap.Sdk.Problems;

namespace DarkSwap.Sdk.Http;

/// <summary>Tries again what may be tried again: after 429 and 503 as the node asks, after a connection that failed by doubling waits.</summary>
internal sealed class RetryHandler(DarkSwapClientOptions options, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            HttpResponseMessage response;
            try
            {
                response = await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException) when (attempt < options.MaximumRetries && IsRepeatable(request))
            {
                await Task.Delay(Waits.Of(attempt, options), options.TimeProvider, cancellationToken);
                continue;
            }

            if (!IsPassing(response.StatusCode) || attempt >= options.MaximumRetries)
            {
                return response;
            }

            var wait = ProblemReader.RetryAfterOf(response, options.TimeProvider) ?? Waits.Of(attempt, options);
            if (wait > options.MaximumRetryDelay)
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(wait, options.TimeProvider, cancellationToken);
        }
    }

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;

    /// <summary>Whether it does no harm to come twice: changes and deletions name what shall be, and every POST that does something carries its key, except those that use up a challenge or a token.</summary>
    private static bool IsRepeatable(HttpRequestMessage request) =>
        request.Method != HttpMethod.Post || request.Headers.Contains(IdempotencyHandler.Header) || !request.RequestUri!.AbsolutePath.Contains("/auth/", StringComparison.Ordinal);
}
