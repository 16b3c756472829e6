using DarkSwap.Hosting.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace DarkSwap.Hosting.Security;

/// <summary>How a request is told that it may not. Bodies without more to say are written by the status pages.</summary>
internal static class AccessRefusals
{
    private const string RetryAfterSeconds = "5";

    /// <summary>401 (RFC 6750 §3): without a credential the scheme alone, with one also that it is not valid.</summary>
    public static void Challenge(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.WWWAuthenticate = response.HttpContext.Request.Headers.Authorization.Count == 0 ? "Bearer" : "Bearer error=\"invalid_token\"";
    }

    /// <summary>503: the credential may be good, but nobody can tell now, or vouch for it to the service.</summary>
    public static ProblemDetails Unavailable(HttpResponse response, KeysUnavailableException exception)
    {
        response.Headers.RetryAfter = RetryAfterSeconds;
        return new ProblemDetails
        {
            Status = StatusCodes.Status503ServiceUnavailable,
            Type = ProblemTypes.Of("keys-unavailable"),
            Title = "Tokens cannot be issued or verified now",
            Detail = exception.Message + '.',
        };
    }
}
