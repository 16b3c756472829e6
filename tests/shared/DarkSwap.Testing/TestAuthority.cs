using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DarkSwap.Testing;

/// <summary>An authority of a test, and certificates by it, written to a folder as a certificate manager writes them.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddMinutes(-5);
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 certificate;
    private readonly string folder;

    public TestAuthority(string folder, string name = "Test authority")
    {
        this.folder = folder;
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        certificate = request.CreateSelfSigned(Start, Start.AddYears(1));
        File.WriteAllText(AuthorityFile, certificate.ExportCertificatePem());
    }

    public string AuthorityFile => Path.Combine(folder, $"{certificate.GetSerialNumberString()}.pem");

    public string CertificateFile => Path.Combine(folder, "server.pem");

    public string KeyFile => Path.Combine(folder, "server-key.pem");

    /// <summary>Puts a certificate for a name and for 127.0.0.1 where a server looks.</summary>
    public void Issue(string name, TimeSpan? validity = null, X509Extension? extension = null)
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

        var serial = RandomNumberGenerator.GetBytes(8);
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
