namespace DarkSwap.Libp2p.Transports.WebSockets;

/// <summary>The certificate that secure WebSockets are served with.</summary>
/// <param name="ReloadFailure">Why newer files are not used, if they cannot be.</param>
public sealed record CertificateStatus(DateTimeOffset NotBefore, DateTimeOffset NotAfter, string? ReloadFailure);
