using System.Net.Security;
using DarkSwap.Gateway.Edge;
using DarkSwap.Hosting.Node;

namespace DarkSwap.Gateway.Tls;

/// <summary>What the next TLS handshake uses. Connections that are open keep what they began with.</summary>
internal sealed class ServerCertificate
{
    private readonly CertificateFiles files;
    private volatile SslServerAuthenticationOptions current;
    private string? seen;

    /// <exception cref="StartRefusedException">The files are not usable.</exception>
    public ServerCertificate(EdgeSettings settings, TimeProvider timeProvider)
    {
        var (certificate, key) = settings.Tls ?? throw new InvalidOperationException("There is no certificate without TLS.");
        files = new CertificateFiles(certificate, key, timeProvider);
        seen = files.ReadFingerprint();
        try
        {
            current = files.Load();
        }
        catch (InvalidDataException exception)
        {
            throw new StartRefusedException(exception.Message, exception);
        }
    }

    public SslServerAuthenticationOptions Current => current;

    public string Path => files.CertificatePath;

    /// <summary>Takes changed files over.</summary>
    /// <returns>Whether there was something new and it is now in use.</returns>
    /// <exception cref="InvalidDataException">The files changed to something unusable. What was used is used on; the same contents are not tried again.</exception>
    public bool TryRenew()
    {
        var fingerprint = files.ReadFingerprint();
        if (fingerprint == seen)
        {
            return false;
        }

        seen = fingerprint;
        current = files.Load();
        return true;
    }
}
