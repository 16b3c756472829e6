using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Transports.WebSockets;

/// <summary>An authority of a test, and certificates by it, written to a folder as a certificate manager writes them.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddMinutes(-5);
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 certificate;
    private readonly string folder;

    internal TestAuthority(string folder, string name = "Test authority")
    {
        this.folder = folder;
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        certificate = request.CreateSelfSigned(Start, Start.AddYears(1));
        File.WriteAllText(AuthorityFile, certificate.ExportCertificatePem());
    }

    internal string AuthorityFile => Path.Combine(folder, $"{certificate.GetSerialNumberString()}.pem");

    internal string CertificateFile => Path.Combine(folder, "server.pem");

    internal string KeyFile => Path.Combine(folder, "server-key.pem");

    /// <summary>Puts a certificate for a name and for 127.0.0.1 where a server looks.</summary>
    internal void Issue(string name, TimeSpan? validity = null, X509Extension? extension = null)
    {
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", leafKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        if (extension is not null)
        {
            request.CertificateExtensions.Add(extension);
        }

        var serial = new byte[8];
        SystemRandomSource.Instance.Fill(serial);
        using var leaf = request.Create(certificate, Start, Start + (validity ?? TimeSpan.FromDays(30)), serial);
        File.WriteAllText(KeyFile, leafKey.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(CertificateFile, leaf.ExportCertificatePem());
    }

    public void Dispose()
    {
        key.Dispose();
        certificate.Dispose();
    }
}
