using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DarkSwap.Libp2p.Transports.WebSockets;

/// <summary>TLS below a WebSocket. It is the web's: the client checks the chain and the name, and knows nothing of peers.</summary>
internal sealed class WebSocketTls
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private readonly ServerCertificate? certificate;
    private readonly X509Certificate2Collection authorities;
    private readonly TimeProvider timeProvider;

    /// <exception cref="IOException">The file of authorities cannot be used.</exception>
    internal WebSocketTls(WebSocketOptions options, TimeProvider timeProvider)
    {
        this.timeProvider = timeProvider;
        authorities = options.AuthoritiesFile is { } file ? PemFile.ReadCertificates(file) : [];
        if (options is { CertificateFile: { } certificateFile, KeyFile: { } keyFile })
        {
            certificate = new ServerCertificate(certificateFile, keyFile, options.CertificateReloadInterval, timeProvider);
        }
    }

    internal CertificateStatus? Status => certificate?.Status;

    /// <summary>Makes sure that connections can be served.</summary>
    /// <exception cref="NotSupportedException">There is no certificate.</exception>
    /// <exception cref="IOException">The certificate cannot be used.</exception>
    internal void RequireCertificate() =>
        (certificate ?? throw new NotSupportedException("Secure WebSockets need a certificate and its key to be listened on.")).Take();

    internal Task<Stream> ServeAsync(Stream stream, CancellationToken cancellationToken) =>
        RunAsync(stream, secured => secured.AuthenticateAsServerAsync(certificate!.Take(), cancellationToken));

    /// <param name="host">The name or IP address that the certificate must be for.</param>
    internal Task<Stream> RequestAsync(Stream stream, string host, CancellationToken cancellationToken) =>
        RunAsync(stream, secured => secured.AuthenticateAsClientAsync(ClientOptions(host), cancellationToken));

    private static async Task<Stream> RunAsync(Stream stream, Func<SslStream, Task> authenticate)
    {
        var secured = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await authenticate(secured);
            return secured;
        }
        catch (Exception exception) when (exception is AuthenticationException or CryptographicException)
        {
            await secured.DisposeAsync();
            throw new PeerProtocolException($"The TLS handshake below a WebSocket failed: {exception.Message}", exception);
        }
        catch
        {
            await secured.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a server's certificate names is never fetched, neither issuers nor revocation lists: a dialed peer must not choose our requests.</summary>
    private SslClientAuthenticationOptions ClientOptions(string host)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTimeIgnored = false,
            VerificationTime = timeProvider.GetUtcNow().UtcDateTime,
            TrustMode = authorities.Count > 0 ? X509ChainTrustMode.CustomRootTrust : X509ChainTrustMode.System,
        };
        policy.CustomTrustStore.AddRange(authorities);
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        return new SslClientAuthenticationOptions
        {
            TargetHost = host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            CertificateChainPolicy = policy,
            AllowRenegotiation = false,
        };
    }
}
