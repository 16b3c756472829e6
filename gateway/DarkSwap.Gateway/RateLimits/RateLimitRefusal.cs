using DarkSwap.Hosting.Problems;

namespace DarkSwap.Gateway.RateLimits;

/// <summary>429 with when to come again (RFC 6585 §4).</summary>
internal static class RateLimitRefusal
{
    private const string Title = "Too many requests";

    public static Task WriteAsync(HttpContext context, Rate rate, RateDecision decision, string reason)
    {
        context.Features.Set(new RateLimitAnswer(rate.Burst, decision));
        context.Response.Headers.RetryAfter = RateLimitAnswer.SecondsOf(decision.RetryAfter);
        return ProblemResults.Problem(StatusCodes.Status429TooManyRequests, "too-many-requests", Title, reason).ExecuteAsync(context);
    }
}
