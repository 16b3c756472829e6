using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Security.Tls;

/// <summary>A node's certificate: self-signed with a fresh P-256 key, which the identity key vouches for (libp2p TLS specification, "Peer Authentication").</summary>
internal sealed class TlsIdentity : IDisposable
{
    /// <summary>How far a peer's clock may be behind ours.</summary>
    private static readonly TimeSpan ValidBefore = TimeSpan.FromDays(1);
    private static readonly TimeSpan ValidAfter = TimeSpan.FromDays(36_500);

    private readonly X509Certificate2 certificate;

    internal TlsIdentity(PrivateKey privateKey, TimeProvider timeProvider)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("O=libp2p.io", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509Extension(SignedKey.ObjectIdentifier, SignedKey.Create(privateKey, key.ExportSubjectPublicKeyInfo()).ToBytes(), critical: false));
        var now = timeProvider.GetUtcNow();
        certificate = request.CreateSelfSigned(now - ValidBefore, now + ValidAfter);

        // Offline: no chain is looked for, so exactly one certificate is sent.
        Context = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
    }

    internal SslStreamCertificateContext Context { get; }

    public void Dispose() => certificate.Dispose();
}
