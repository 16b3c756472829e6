using Microsoft.Extensions.Diagnostics.HealthChecks;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace DarkSwap.Gateway.Proxy;

/// <summary>
/// The gateway is unready until every service has been asked once, and when none is ready. One that is away makes it degraded but still ready:
/// the rest of the API works, and every gateway of a node sees the same services, so that taking gateways out of service would only make a part's outage the whole's.
/// </summary>
internal sealed class ServicesHealthCheck(IProxyStateLookup proxy) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var states = ServiceRoutes.Services.Select(service => StateOf(proxy, service)).ToList();
        return Task.FromResult(
            states.Contains(DestinationHealth.Unknown) ? HealthCheckResult.Unhealthy("Not every service has been asked yet")
            : states.Contains(DestinationHealth.Healthy) ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("No service is ready"));
    }

    /// <summary>Healthy if one instance is, unknown if one was never asked.</summary>
    public static DestinationHealth StateOf(IProxyStateLookup proxy, string service)
    {
        if (!proxy.TryGetCluster(service, out var cluster))
        {
            return DestinationHealth.Unknown;
        }

        var states = cluster.Destinations.Values.Select(destination => destination.Health.Active).ToList();
        return states.Contains(DestinationHealth.Healthy) ? DestinationHealth.Healthy
            : states.Contains(DestinationHealth.Unknown) ? DestinationHealth.Unknown
            : DestinationHealth.Unhealthy;
    }
}
