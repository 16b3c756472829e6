using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace DarkSwap.Gateway.Proxy;

/// <summary>
/// What changes between caller and service. X-Forwarded-For, -Proto, -Host and -Prefix are written anew by YARP from what this process believes, never copied.
/// A <c>Location</c> with the service's own address becomes a path, which is right at any public address.
/// </summary>
internal sealed class ProxyTransforms : ITransformProvider
{
    /// <summary>Headers that say where a request came from and that only this process could know; the last are what the middleware for trusted proxies leaves behind.</summary>
    private static readonly string[] Removed = ["Forwarded", "X-Real-IP", "X-Original-For", "X-Original-Proto", "X-Original-Host", "X-Original-Prefix"];

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context)
    {
        foreach (var header in Removed)
        {
            context.AddRequestHeaderRemove(header);
        }

        context.AddResponseTransform(static response =>
        {
            MakeLocationPublic(response);
            return ValueTask.CompletedTask;
        });
    }

    private static void MakeLocationPublic(ResponseTransformContext response)
    {
        if (response.ProxyResponse is { Headers.Location: { IsAbsoluteUri: true } location }
            && response.ProxyResponse.RequestMessage?.RequestUri is { } asked
            && location.Scheme is "http" or "https"
            && string.Equals(location.Authority, asked.Authority, StringComparison.OrdinalIgnoreCase))
        {
            response.HttpContext.Response.Headers.Location = location.PathAndQuery + location.Fragment;
        }
    }
}
