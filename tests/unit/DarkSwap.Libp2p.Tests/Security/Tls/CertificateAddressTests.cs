using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using DarkSwap.Libp2p.Security.Tls;
using DarkSwap.Libp2p.Tests.Streams;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Security.Tls;

/// <summary>A hostile certificate names addresses of issuers, of OCSP and of revocation lists, and a server there notes whether anybody asks.</summary>
public sealed class CertificateAddressTests : IAsyncLifetime
{
    private readonly CancellationTokenSource limit = Patience.Limit();
    private readonly TestCertificates certificates = new();
    private readonly TestCertificates issuers = new("an issuer");
    private readonly TcpListener server = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LoopbackPair pair = null!;
    private Task serving = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        server.Start();
        serving = ServeAsync();
        pair = await LoopbackPair.ConnectAsync(limit.Token);
    }

    public async Task DisposeAsync()
    {
        await pair.DisposeAsync();
        server.Dispose();
        await serving;
        certificates.Dispose();
        issuers.Dispose();
        limit.Dispose();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task We_ask_nobody(bool weDial, bool isSelfSigned)
    {
        using var certificate = MakeCertificate(isSelfSigned);
        using var security = new TlsSecurity(issuers.Identity, ["/yamux/1.0.0"], TimeProvider.System);
        await using var peer = new SslStream(weDial ? pair.Server : pair.Client, leaveInnerStreamOpen: true);
        var answering = weDial
            ? peer.AuthenticateAsServerAsync(Libp2pOptions.Server(certificate), limit.Token)
            : peer.AuthenticateAsClientAsync(Libp2pOptions.Client(certificate), limit.Token);
        await EndAsync(weDial ? security.SecureOutboundAsync(pair.Client, null, limit.Token) : security.SecureInboundAsync(pair.Server, limit.Token), isSelfSigned);
        await pair.DisposeAsync();
        await EndAsync(answering);

        asked.Task.IsCompleted.ShouldBeFalse();
        server.Pending().ShouldBeFalse();
    }

    /// <summary>The same certificate does make a request where nothing forbids it, so the tests above can fail.</summary>
    [Fact]
    public async Task The_framework_alone_asks()
    {
        using var certificate = MakeCertificate(isSelfSigned: false);
        await using var peer = new SslStream(pair.Server, leaveInnerStreamOpen: true);
        await using var plain = new SslStream(pair.Client, leaveInnerStreamOpen: true);
        var answering = peer.AuthenticateAsServerAsync(Libp2pOptions.Server(certificate), limit.Token);
        await EndAsync(plain.AuthenticateAsClientAsync(Libp2pOptions.Client(issuers.MakeWithKey()), limit.Token));
        await EndAsync(answering);

        await asked.Task.WaitAsync(limit.Token);
    }

    private X509Certificate2 MakeCertificate(bool isSelfSigned)
    {
        var address = $"http://{server.LocalEndpoint}/";
        X509Extension[] extensions =
        [
            certificates.SignedKey,
            new X509AuthorityInformationAccessExtension([$"{address}ocsp"], [$"{address}issuer.cer"]),
            CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([$"{address}list.crl"]),
        ];
        return isSelfSigned ? certificates.MakeWithKey(extensions) : certificates.MakeIssuedBy(issuers, extensions);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await server.AcceptTcpClientAsync(CancellationToken.None);
                asked.TrySetResult();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task EndAsync(Task handshake, bool mustSucceed = false)
    {
        try
        {
            await handshake;
        }
        catch (Exception exception) when (!mustSucceed && exception is IOException or AuthenticationException or ObjectDisposedException)
        {
            // What matters is what was asked on the way.
        }
    }
}
