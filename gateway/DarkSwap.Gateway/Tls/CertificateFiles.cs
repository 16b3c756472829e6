using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DarkSwap.Gateway.Tls;

/// <summary>A certificate with its intermediates and its key, read from two files in PEM.</summary>
internal sealed class CertificateFiles(string certificatePath, string keyPath, TimeProvider timeProvider)
{
    private const int MaximumBytes = 256 * 1024;

    public string CertificatePath => certificatePath;

    /// <summary>Changes when a file does, also when it is replaced through a link. Null if one cannot be read.</summary>
    public string? ReadFingerprint()
    {
        try
        {
            return Convert.ToHexString(SHA256.HashData([.. SHA256.HashData(ReadBytes(certificatePath)), .. SHA256.HashData(ReadBytes(keyPath))]));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    /// <exception cref="InvalidDataException">The files hold no certificate that may be used now, with its key; the message says why.</exception>
    public SslServerAuthenticationOptions Load()
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(System.Text.Encoding.ASCII.GetString(ReadBytes(certificatePath)));
            using var bare = certificates.Count > 0 ? certificates[0] : throw new InvalidDataException($"{certificatePath} holds no certificate in PEM");
            var leaf = X509Certificate2.CreateFromPem(bare.ExportCertificatePem(), System.Text.Encoding.ASCII.GetString(ReadBytes(keyPath)));
            RefuseOutsideOfItsTime(leaf);
            certificates.RemoveAt(0);
            return new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(leaf, certificates, offline: true),
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                AllowRenegotiation = false,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"{certificatePath} and {keyPath} are no certificate with its key: {exception.Message}", exception);
        }
    }

    private static byte[] ReadBytes(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length > MaximumBytes)
        {
            throw new InvalidDataException($"{path} is larger than {MaximumBytes} bytes");
        }

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private void RefuseOutsideOfItsTime(X509Certificate2 certificate)
    {
        var now = timeProvider.GetUtcNow();
        if (now < certificate.NotBefore.ToUniversalTime() || now >= certificate.NotAfter.ToUniversalTime())
        {
            throw new InvalidDataException($"the certificate in {certificatePath} holds from {certificate.NotBefore.ToUniversalTime():u} to {certificate.NotAfter.ToUniversalTime():u}");
        }
    }
}
