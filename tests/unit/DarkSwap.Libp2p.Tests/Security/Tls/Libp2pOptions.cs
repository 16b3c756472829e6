using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace DarkSwap.Libp2p.Tests.Security.Tls;

/// <summary>Options for the framework's own TLS as a peer that takes every certificate and shows the given ones.</summary>
internal static class Libp2pOptions
{
    internal static SslServerAuthenticationOptions Server(
        X509Certificate2 certificate, X509Certificate2? second = null, SslProtocols protocols = SslProtocols.Tls13, string applicationProtocol = "libp2p") => new()
        {
            ServerCertificateContext = Context(certificate, second),
            ClientCertificateRequired = true,
            EnabledSslProtocols = protocols,
            ApplicationProtocols = [new SslApplicationProtocol(applicationProtocol)],
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        };

    internal static SslClientAuthenticationOptions Client(
        X509Certificate2? certificate, X509Certificate2? second = null, SslProtocols protocols = SslProtocols.Tls13, string applicationProtocol = "libp2p") => new()
        {
            TargetHost = string.Empty,
            ClientCertificateContext = certificate is null ? null : Context(certificate, second),
            EnabledSslProtocols = protocols,
            ApplicationProtocols = [new SslApplicationProtocol(applicationProtocol)],
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        };

    private static SslStreamCertificateContext Context(X509Certificate2 certificate, X509Certificate2? second) =>
        SslStreamCertificateContext.Create(certificate, second is null ? null : [second], offline: true);
}
