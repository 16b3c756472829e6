using DarkSwap.Hosting.Node;
using DarkSwap.Hosting.Problems;
using Microsoft.AspNetCore.HttpOverrides;

namespace DarkSwap.Gateway.Edge;

/// <summary>Believes X-Forwarded-For, -Proto, -Host and -Prefix of listed proxies. Where TLS is a proxy's work, refuses callers that came around it in plain HTTP.</summary>
internal sealed class ForwardedRequests(EdgeSettings settings) : IWebPart
{
    public WebPlace Place => WebPlace.Entrance;

    public void Use(IApplicationBuilder application)
    {
        if (settings.Proxies.Networks.Count == 0)
        {
            return;
        }

        if (settings.IsBehindProxy)
        {
            application.Use(RefuseOthersAsync);
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedPrefix,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.Proxies.Networks)
        {
            options.KnownIPNetworks.Add(network);
        }

        application.UseForwardedHeaders(options);
    }

    /// <summary>Health and the public keys of tokens are for anybody: who watches the process and the services that verify tokens ask it directly, and tell it nothing.</summary>
    private Task RefuseOthersAsync(HttpContext context, RequestDelegate next) =>
        settings.Proxies.Contains(context.Connection.RemoteIpAddress) || context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/.well-known", StringComparison.Ordinal)
            ? next(context)
            : ProblemResults.Problem(StatusCodes.Status403Forbidden, "not-through-proxy", "This address is reached through its proxy alone", "Use the public https address.").ExecuteAsync(context);
}
