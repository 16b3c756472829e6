using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DarkSwap.Gateway.Authentication;

/// <summary>Degraded until tokens can be issued; what needs none is answered all the same.</summary>
internal sealed class SigningKeysHealthCheck(SigningKeys keys) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        keys.AreLoaded ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("No tokens can be issued until connectivity has told the node's peer id"));
}
