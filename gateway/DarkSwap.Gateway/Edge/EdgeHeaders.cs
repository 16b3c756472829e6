using DarkSwap.Gateway.RateLimits;
using DarkSwap.Hosting.Node;

namespace DarkSwap.Gateway.Edge;

/// <summary>
/// Headers that every answer has. Written when the answer starts: what turns an exception into a problem takes all headers off before.
/// An answer during the drain ends its connection, so that callers go elsewhere in their own time.
/// </summary>
internal sealed class EdgeHeaders : IWebPart
{
    /// <summary>Answers are data: no browser should run, frame or guess anything.</summary>
    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>The page that reads the API's document has its scripts from here and asks here; it sets styles and small images itself.</summary>
    private const string DocumentationPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private const string OneYear = "max-age=31536000";

    private readonly IHostApplicationLifetime lifetime;
    private readonly Func<object, Task> write;

    public EdgeHeaders(IHostApplicationLifetime lifetime)
    {
        this.lifetime = lifetime;
        write = state =>
        {
            Write((HttpContext)state);
            return Task.CompletedTask;
        };
    }

    public WebPlace Place => WebPlace.Entrance;

    public void Use(IApplicationBuilder application) => application.Use((context, next) =>
    {
        context.Response.OnStarting(write, context);
        return next(context);
    });

    private void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase) ? DocumentationPolicy : DataPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = OneYear;
        }

        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            headers.Connection = "close";
        }

        // Locations are paths below this process; a proxy that took a prefix off needs it on again.
        if (context.Request.PathBase.HasValue && headers.Location is [{ Length: > 0 } location] && location[0] == '/')
        {
            headers.Location = context.Request.PathBase.ToUriComponent() + location;
        }

        context.Features.Get<RateLimitAnswer>()?.Write(headers);
    }
}
