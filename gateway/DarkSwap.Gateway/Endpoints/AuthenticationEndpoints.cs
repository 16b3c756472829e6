using DarkSwap.Gateway.Idempotency;

namespace DarkSwap.Gateway.Endpoints;

/// <summary><c>/auth</c>. Answers are secrets: nobody keeps them, neither caches nor the records of idempotency keys.</summary>
internal static class AuthenticationEndpoints
{
    public static void MapAuthenticationEndpoints(this IEndpointRouteBuilder endpoints)
    {
        var authentication = endpoints.MapGroup("/auth").WithTags("auth").WithMetadata(new UnrecordedAnswers()).AddEndpointFilter(async (invocation, next) =>
        {
            invocation.HttpContext.Response.Headers.CacheControl = "no-store";
            return await next(invocation);
        });
        authentication.MapTokenEndpoints();
        authentication.MapApiKeyEndpoints();
    }
}
