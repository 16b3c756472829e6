using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Transports.WebSockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DarkSwap.Connectivity.Hosting;

/// <summary>Without a good certificate browsers do not come, and everybody else does: the node is ready, and worse off.</summary>
public sealed class CertificateHealthCheck(ILibp2pHost host, TimeProvider timeProvider) : IHealthCheck
{
    /// <summary>Certificates are usually renewed long before that: what is left then has been forgotten.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromDays(14);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Judge(host.WebSocketCertificate, timeProvider.GetUtcNow()));

    public static HealthCheckResult Judge(CertificateStatus? certificate, DateTimeOffset now) => certificate switch
    {
        null => HealthCheckResult.Healthy("No secure WebSockets are served."),
        _ when certificate.NotAfter <= now => HealthCheckResult.Degraded($"The certificate of secure WebSockets has expired at {certificate.NotAfter:u}.{Why(certificate)}"),
        _ when certificate.NotAfter - now < Notice => HealthCheckResult.Degraded($"The certificate of secure WebSockets expires at {certificate.NotAfter:u}.{Why(certificate)}"),
        { ReloadFailure: not null } => HealthCheckResult.Degraded($"The certificate of secure WebSockets holds until {certificate.NotAfter:u}.{Why(certificate)}"),
        _ => HealthCheckResult.Healthy($"The certificate of secure WebSockets holds until {certificate.NotAfter:u}."),
    };

    private static string Why(CertificateStatus certificate) => certificate.ReloadFailure is { } failure ? $" Newer files are not used: {failure}" : string.Empty;
}
