using System.Net;
using DarkSwap.Gateway.Tls;
using DarkSwap.Hosting.Node;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace DarkSwap.Gateway.Edge;

/// <summary>TLS from the operator's files, or plain HTTP where nobody can listen in: on loopback, or behind a listed proxy.</summary>
internal sealed class EdgeListener(EdgeSettings settings, ConnectionCaps caps, IServiceProvider services) : IListenerRule
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(5);

    public void Apply(ListenOptions listener, IPEndPoint endpoint)
    {
        if (settings.Tls is null && !settings.IsBehindProxy && !IPAddress.IsLoopback(endpoint.Address))
        {
            throw new StartRefusedException(
                $"plain HTTP at {endpoint} would let others read tokens: give {EdgeSettings.CertificateKey} and {EdgeSettings.PrivateKeyKey}, "
                + $"or listen on 127.0.0.1, or set {EdgeSettings.BehindProxyKey} and list the proxy that speaks TLS in {TrustedProxies.Section}");
        }

        listener.Use(caps.Limit);
        if (settings.Tls is null)
        {
            listener.Protocols = HttpProtocols.Http1;
            return;
        }

        var certificate = services.GetRequiredService<ServerCertificate>();
        listener.Protocols = HttpProtocols.Http1AndHttp2;
        listener.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = HandshakeTimeout,
            OnConnection = _ => ValueTask.FromResult(certificate.Current),
        });
    }
}
