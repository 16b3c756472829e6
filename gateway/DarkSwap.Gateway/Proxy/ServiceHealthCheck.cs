using Microsoft.Extensions.Diagnostics.HealthChecks;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace DarkSwap.Gateway.Proxy;

/// <summary>Tells whether one service was ready when it was last asked.</summary>
internal sealed class ServiceHealthCheck(IProxyStateLookup proxy, string service) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(ServicesHealthCheck.StateOf(proxy, service) switch
        {
            DestinationHealth.Healthy => HealthCheckResult.Healthy(),
            DestinationHealth.Unhealthy => HealthCheckResult.Degraded("Not ready, or not to be reached"),
            DestinationHealth.Unknown or _ => HealthCheckResult.Degraded("Not asked yet"),
        });
}
