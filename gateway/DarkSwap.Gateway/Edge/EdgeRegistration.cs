using DarkSwap.Gateway.RateLimits;
using DarkSwap.Gateway.Tls;
using DarkSwap.Hosting.Node;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DarkSwap.Gateway.Edge;

/// <summary>What stands between the public and a node, be it a gateway before services or a standalone node.</summary>
internal static class EdgeRegistration
{
    public static void AddEdge(this IHostApplicationBuilder builder)
    {
        var settings = EdgeSettings.Of(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<ConnectionCaps>();
        builder.Services.AddSingleton<IListenerRule, EdgeListener>();

        // The caps count instead, one source's before everybody's.
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxConcurrentConnections = null);
        if (settings.Tls is not null)
        {
            builder.Services.AddSingleton<ServerCertificate>();
            builder.Services.AddHostedService<CertificateWatch>();
        }

        // In this order: whose request it is, what every answer says, what browsers may do, how long it may take.
        builder.Services.AddSingleton<IWebPart, ForwardedRequests>();
        builder.Services.AddSingleton<IWebPart, EdgeHeaders>();
        builder.Services.AddCors();
        builder.Services.AddSingleton<IWebPart, CrossOrigin>();
        builder.Services.AddSingleton<IWebPart, WholeTimeLimit>();
        builder.AddRateLimits();
        builder.Services.AddHostedService<Drain>();

        // What is under way after the drain has as long as without one.
        builder.Services.PostConfigure<HostOptions>(host => host.ShutdownTimeout += settings.Drain);
    }
}
