using DarkSwap.Hosting.Problems;
using Microsoft.AspNetCore.Http;

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

    /// <summary>503: the token may be good, but nobody can tell now.</summary>
    public static Task UnavailableAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return ProblemResults.Unavailable("keys-unavailable", "Tokens cannot be verified now", "The gateway's keys could not be fetched.").ExecuteAsync(context);
    }
}
