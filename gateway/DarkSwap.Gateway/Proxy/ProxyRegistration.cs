using Microsoft.Extensions.Diagnostics.HealthChecks;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Health;

namespace DarkSwap.Gateway.Proxy;

/// <summary>YARP with the table of routes, its connections and its health checks.</summary>
internal static class ProxyRegistration
{
    private const int MaximumConnectionsPerService = 512;
    private const int MaximumHeaderKibibytes = 32;

    /// <summary>After this a connection is made anew, so that a service's new address is found.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    /// <summary>Below the time after which a service closes an idle connection, so that no request meets the closing.</summary>
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    public static void AddProxy(this IHostApplicationBuilder builder)
    {
        builder.Services.AddReverseProxy()
            .LoadFromMemory(ProxyConfiguration.Routes, ProxyConfiguration.Clusters(builder.Configuration))
            .AddTransforms<ProxyTransforms>()
            .ConfigureHttpClient((_, handler) => Configure(handler));
        builder.Services.Configure<TransportFailureRateHealthPolicyOptions>(options =>
        {
            options.DetectionWindowSize = TimeSpan.FromSeconds(10);
            options.MinimalTotalCountThreshold = 5;
            options.DefaultFailureRateLimit = 0.5;
        });
        AddHealthChecks(builder.Services.AddHealthChecks());
        QuietLogs(builder.Logging);
    }

    private static void Configure(SocketsHttpHandler handler)
    {
        handler.ConnectTimeout = ConnectTimeout;
        handler.PooledConnectionLifetime = ConnectionLifetime;
        handler.PooledConnectionIdleTimeout = IdleLimit;
        handler.MaxConnectionsPerServer = MaximumConnectionsPerService;
        handler.MaxResponseHeadersLength = MaximumHeaderKibibytes;
    }

    private static void AddHealthChecks(IHealthChecksBuilder checks)
    {
        checks.AddCheck<ServicesHealthCheck>("services");
        foreach (var service in ServiceRoutes.Services)
        {
            checks.Add(new HealthCheckRegistration(service, services => new ServiceHealthCheck(services.GetRequiredService<IProxyStateLookup>(), service), null, null));
        }
    }

    /// <summary>Nothing per request and nothing per probe: a service that changes its state is one line.</summary>
    private static void QuietLogs(ILoggingBuilder logging) => logging
        .AddFilter("Yarp", LogLevel.Warning)
        .AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.Error)
        .AddFilter("Yarp.ReverseProxy.Health.ActiveHealthCheckMonitor", LogLevel.None)
        .AddFilter("Yarp.ReverseProxy.Health.DestinationHealthUpdater", LogLevel.Information);
}
