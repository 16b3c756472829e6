using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DarkSwap.Testing;

namespace DarkSwap.Gateway.Tests.Tls;

/// <summary>A self-signed certificate for this machine, as two files in PEM.</summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <param name="now">It holds from a day before to a day after.</param>
    public TestCertificate(DateTimeOffset now) => Thumbprint = Renew(now);

    public string CertificatePath => folder.File("server.pem");

    public string KeyPath => folder.File("server.key");

    public string Thumbprint { get; private set; }

    public (string, string?)[] Settings => [("tls:certificate", CertificatePath), ("tls:key", KeyPath)];

    public string Renew(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(CertificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(KeyPath, key.ExportPkcs8PrivateKeyPem());
        return Thumbprint = certificate.Thumbprint;
    }

    public void Dispose() => folder.Dispose();
}
