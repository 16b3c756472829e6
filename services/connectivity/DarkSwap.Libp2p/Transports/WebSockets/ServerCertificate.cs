using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DarkSwap.Libp2p.Transports.WebSockets;

/// <summary>A certificate and its key from files, looked at again as connections come. Files that cannot be used change nothing. Thread-safe.</summary>
internal sealed class ServerCertificate(string certificateFile, string keyFile, TimeSpan reloadInterval, TimeProvider timeProvider)
{
    private readonly Lock gate = new();
    private SslServerAuthenticationOptions? current;
    private X509Certificate2? certificate;
    private string? loadedText;
    private string? failure;
    private long lookedAt;

    /// <summary>Null before the first use.</summary>
    internal CertificateStatus? Status
    {
        get
        {
            lock (gate)
            {
                ReloadIfDue();
                return certificate is null ? null : new CertificateStatus(certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(), failure);
            }
        }
    }

    /// <exception cref="IOException">The files hold no certificate with its key that may be used now; the message says why.</exception>
    internal SslServerAuthenticationOptions Take()
    {
        lock (gate)
        {
            if (current is null)
            {
                Load(ReadText());
                lookedAt = timeProvider.GetTimestamp();
            }

            ReloadIfDue();
            return current!;
        }
    }

    private void ReloadIfDue()
    {
        if (current is null || timeProvider.GetElapsedTime(lookedAt) < reloadInterval)
        {
            return;
        }

        lookedAt = timeProvider.GetTimestamp();
        try
        {
            var text = ReadText();
            if (text != loadedText)
            {
                Load(text);
            }

            failure = null;
        }
        catch (IOException exception)
        {
            failure = exception.Message;
        }
    }

    private string ReadText() => PemFile.Read(certificateFile) + "\n" + PemFile.Read(keyFile);

    private void Load(string text)
    {
        try
        {
            var chain = PemFile.ReadCertificates(certificateFile);
            var leaf = X509Certificate2.CreateFromPem(chain[0].ExportCertificatePem(), PemFile.Read(keyFile));
            RefuseOutsideOfItsTime(leaf);
            chain.RemoveAt(0);
            current = new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(leaf, chain, offline: true),
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ApplicationProtocols = [SslApplicationProtocol.Http11],
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                AllowRenegotiation = false,
            };
            certificate = leaf;
            loadedText = text;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new IOException($"{certificateFile} and {keyFile} are no certificate with its key: {exception.Message}", exception);
        }
    }

    private void RefuseOutsideOfItsTime(X509Certificate2 leaf)
    {
        var now = timeProvider.GetUtcNow();
        if (now < leaf.NotBefore.ToUniversalTime() || now >= leaf.NotAfter.ToUniversalTime())
        {
            throw new IOException($"The certificate in {certificateFile} holds from {leaf.NotBefore.ToUniversalTime():u} to {leaf.NotAfter.ToUniversalTime():u}.");
        }
    }
}
