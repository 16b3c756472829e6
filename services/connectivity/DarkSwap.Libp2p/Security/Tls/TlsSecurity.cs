using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Security.Tls;

/// <summary>TLS 1.3 with libp2p's certificates (libp2p TLS specification), and the muxer chosen by ALPN ("Multiplexer Negotiation over TLS").</summary>
internal sealed class TlsSecurity : ISecurityProtocol, IDisposable
{
    /// <summary>The application protocol of peers that choose their muxer later, always last in a list.</summary>
    private const string PlainProtocol = "libp2p";

    private readonly TlsIdentity identity;
    private readonly TimeProvider timeProvider;
    private readonly IReadOnlyList<string> muxers;
    private readonly List<SslApplicationProtocol> applicationProtocols;

    /// <param name="muxers">In the order of preference.</param>
    internal TlsSecurity(PrivateKey privateKey, IReadOnlyList<string> muxers, TimeProvider timeProvider)
    {
        identity = new TlsIdentity(privateKey, timeProvider);
        this.muxers = muxers;
        this.timeProvider = timeProvider;
        applicationProtocols = [.. muxers.Append(PlainProtocol).Select(name => new SslApplicationProtocol(name))];
    }

    public string ProtocolId => "/tls/1.0.0";

    public Task<SecuredConnection> SecureOutboundAsync(Stream stream, PeerId? expectedPeer, CancellationToken cancellationToken)
    {
        var check = new TlsPeerCheck(isClient: true, expectedPeer, timeProvider);
        return SecureAsync(stream, check, secured => secured.AuthenticateAsClientAsync(ClientOptions(check), cancellationToken));
    }

    public Task<SecuredConnection> SecureInboundAsync(Stream stream, CancellationToken cancellationToken)
    {
        var check = new TlsPeerCheck(isClient: false, expectedPeer: null, timeProvider);
        return SecureAsync(stream, check, secured => secured.AuthenticateAsServerAsync(ServerOptions(check), cancellationToken));
    }

    public void Dispose() => identity.Dispose();

    private async Task<SecuredConnection> SecureAsync(Stream stream, TlsPeerCheck check, Func<SslStream, Task> handshake)
    {
        var secured = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await handshake(secured);
            var key = check.RemoteKey ?? throw new PeerProtocolException("The peer sends no certificate.");
            return new SecuredConnection(secured, key, PeerId.FromPublicKey(key), ReadMuxer(secured.NegotiatedApplicationProtocol));
        }
        catch (AuthenticationException exception)
        {
            await secured.DisposeAsync();
            throw new PeerProtocolException(check.Refusal ?? $"The TLS handshake failed: {exception.Message}", exception);
        }
        catch
        {
            await secured.DisposeAsync();
            throw;
        }
    }

    private string? ReadMuxer(SslApplicationProtocol protocol)
    {
        var name = Encoding.UTF8.GetString(protocol.Protocol.Span);
        if (name == PlainProtocol)
        {
            return null;
        }

        return muxers.Contains(name) ? name : throw new PeerProtocolException("The peer agrees on no application protocol of libp2p.");
    }

    private SslClientAuthenticationOptions ClientOptions(TlsPeerCheck check) => new()
    {
        // No server name is sent (specification, "Future Extensibility").
        TargetHost = string.Empty,
        ClientCertificateContext = identity.Context,
        ApplicationProtocols = applicationProtocols,
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = ChainPolicy(),
        RemoteCertificateValidationCallback = (_, certificate, chain, _) => check.Accept(certificate, chain),
        AllowTlsResume = false,
        AllowRenegotiation = false,
    };

    private SslServerAuthenticationOptions ServerOptions(TlsPeerCheck check) => new()
    {
        ServerCertificateContext = identity.Context,
        ClientCertificateRequired = true,
        ApplicationProtocols = applicationProtocols,
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = ChainPolicy(),
        RemoteCertificateValidationCallback = (_, certificate, chain, _) => check.Accept(certificate, chain),
        AllowTlsResume = false,
        AllowRenegotiation = false,
    };

    /// <summary>A policy per handshake, for the peer's certificates are added to it. Nothing that a certificate names is fetched.</summary>
    private static X509ChainPolicy ChainPolicy() => new()
    {
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        VerificationFlags = X509VerificationFlags.AllFlags,
    };
}
