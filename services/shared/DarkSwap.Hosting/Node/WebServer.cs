using DarkSwap.Hosting.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace DarkSwap.Hosting.Node;

/// <summary>Where the web server listens, and what it puts up with from a connection.</summary>
internal static class WebServer
{
    private const int MaximumBodyBytes = 64 * 1024;

    public static void ConfigureWebServer(this WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaximumBodyBytes;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        kestrel.Limits.MaxConcurrentConnections = 1024;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 256;
        var endpoint = builder.Configuration[ApiEndpoint.Key] ?? ApiEndpoint.Default;
        if (ApiEndpoint.TryParse(endpoint, out var address))
        {
            kestrel.Listen(address);
        }
    });
}
