using DarkSwap.Hosting.Node;

namespace DarkSwap.Gateway.Edge;

/// <summary>Pages of listed origins may call the API and read its answers. No cookies are involved, so no credentials are allowed; preflights are answered before anything else looks at them.</summary>
internal sealed class CrossOrigin(EdgeSettings settings) : IWebPart
{
    private static readonly TimeSpan PreflightLifetime = TimeSpan.FromMinutes(10);

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PATCH", "DELETE"];
    private static readonly string[] RequestHeaders = ["Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID", "traceparent", "tracestate"];
    private static readonly string[] ResponseHeaders = ["Location", "Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "ETag", "WWW-Authenticate"];

    public WebPlace Place => WebPlace.Entrance;

    public void Use(IApplicationBuilder application)
    {
        if (settings.CorsOrigins.Count > 0)
        {
            application.UseCors(policy => policy
                .WithOrigins([.. settings.CorsOrigins])
                .WithMethods(Methods)
                .WithHeaders(RequestHeaders)
                .WithExposedHeaders(ResponseHeaders)
                .SetPreflightMaxAge(PreflightLifetime));
        }
    }
}
