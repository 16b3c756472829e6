using DarkSwap.Hosting.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Hosting.Node;

/// <summary>
/// Where the web server listens, and what it puts up with from a connection. These limits are every process's, so that a service asked past its gateway bears as much;
/// endpoints that take larger bodies say so themselves. Heads of requests may be twice what <see cref="RequestHead"/> lets pass: whoever is a little above it gets a problem to read,
/// whoever is far above it a bare status, which is all that the server itself says.
/// </summary>
internal static class WebServer
{
    private const int Kibibyte = 1024;
    private const int MaximumBodyBytes = 64 * Kibibyte;

    /// <summary>Bytes per second of a request's body, after the grace period (RFC 9110 has no such rule; a caller that is slower gets 408).</summary>
    private const double MinimumBodyRate = 512;

    private static readonly TimeSpan RateGrace = TimeSpan.FromSeconds(5);

    public static void ConfigureWebServer(this WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        Limit(kestrel.Limits);
        var endpoint = builder.Configuration[ApiEndpoint.Key] ?? ApiEndpoint.Default;
        if (!ApiEndpoint.TryParse(endpoint, out var address))
        {
            return;
        }

        kestrel.Listen(address, listener =>
        {
            foreach (var rule in kestrel.ApplicationServices.GetServices<IListenerRule>())
            {
                rule.Apply(listener, address);
            }
        });
    });

    private static void Limit(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = MaximumBodyBytes;
        limits.MaxRequestLineSize = 2 * RequestHead.MaximumTargetBytes;
        limits.MaxRequestHeaderCount = 2 * RequestHead.MaximumHeaders;
        limits.MaxRequestHeadersTotalSize = 2 * RequestHead.MaximumHeaderBytes;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(65);
        limits.MinRequestBodyDataRate = new MinDataRate(MinimumBodyRate, RateGrace);
        limits.MaxConcurrentConnections = 1024;
        limits.MaxConcurrentUpgradedConnections = 256;
        limits.Http2.MaxStreamsPerConnection = 100;
        limits.Http2.MaxRequestHeaderFieldSize = 8 * Kibibyte;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
    }
}
