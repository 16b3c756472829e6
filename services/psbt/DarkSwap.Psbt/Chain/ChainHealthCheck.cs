using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DarkSwap.Psbt.Chain;

/// <summary>Without its Bitcoin node a node still answers, so it is ready; that it is worse off, and what to do, stands in the answer.</summary>
public sealed class ChainHealthCheck(IChainStatus chain) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = chain.Current;
        return Task.FromResult(status.IsReady ? HealthCheckResult.Healthy(status.Sentence) : HealthCheckResult.Degraded(status.Sentence));
    }
}
