using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Security;
using DarkSwap.Libp2p.Security.Tls;
using DarkSwap.Libp2p.Tests.Streams;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Security.Tls;

/// <summary>Our handshake against itself and against peers that break its rules, over TCP.</summary>
public sealed class TlsSecurityTests : IAsyncLifetime
{
    private const string Yamux = "/yamux/1.0.0";
    private const string Mplex = "/mplex/6.7.0";
    private readonly CancellationTokenSource limit = Patience.Limit();
    private readonly TestCertificates certificates = new();
    private readonly TestCertificates otherCertificates = new("another peer");
    private LoopbackPair pair = null!;

    private PeerId Peer => PeerId.FromPublicKey(certificates.Identity.PublicKey);

    public async Task InitializeAsync() => pair = await LoopbackPair.ConnectAsync(limit.Token);

    public async Task DisposeAsync()
    {
        await pair.DisposeAsync();
        certificates.Dispose();
        otherCertificates.Dispose();
        limit.Dispose();
    }

    [Fact]
    public async Task Both_ends_learn_the_other_and_talk()
    {
        var (client, server) = await HandshakeAsync([Yamux], [Yamux]);
        await client.Stream.WriteAsync("hello"u8.ToArray(), limit.Token);
        var received = new byte[5];
        await server.Stream.ReadExactlyAsync(received, limit.Token);

        received.ShouldBe("hello"u8.ToArray());
        client.RemotePeer.ShouldBe(PeerId.FromPublicKey(otherCertificates.Identity.PublicKey));
        server.RemotePeer.ShouldBe(Peer);
    }

    [Theory]
    [InlineData(Yamux, Yamux, Yamux)]
    [InlineData(Mplex, Yamux + " " + Mplex, Mplex)]
    [InlineData(Yamux + " " + Mplex, Yamux + " " + Mplex, Yamux)]
    [InlineData("", Yamux, null)]
    [InlineData(Yamux, "", null)]
    [InlineData(Yamux, Mplex, null)]
    public async Task Both_ends_choose_the_same_muxer_or_leave_it_for_later(string clientMuxers, string serverMuxers, string? expected)
    {
        var (client, server) = await HandshakeAsync(Split(clientMuxers), Split(serverMuxers));

        client.MuxerProtocolId.ShouldBe(expected);
        server.MuxerProtocolId.ShouldBe(expected);
    }

    [Fact]
    public async Task Both_ends_choose_the_same_muxer_when_they_prefer_different_ones()
    {
        var (client, server) = await HandshakeAsync([Mplex, Yamux], [Yamux, Mplex]);

        client.MuxerProtocolId.ShouldNotBeNull().ShouldBe(server.MuxerProtocolId);
    }

    [Fact]
    public async Task Refuses_another_peer_than_the_one_that_was_dialed()
    {
        using var dialing = new TlsSecurity(certificates.Identity, [Yamux], TimeProvider.System);
        using var listening = new TlsSecurity(otherCertificates.Identity, [Yamux], TimeProvider.System);
        var answering = Should.ThrowAsync<IOException>(async () => await ReadFirstByteAsync(await listening.SecureInboundAsync(pair.Server, limit.Token)));

        (await Should.ThrowAsync<PeerProtocolException>(() => dialing.SecureOutboundAsync(pair.Client, Peer, limit.Token))).Message.ShouldContain("answered instead of");
        await pair.Client.DisposeAsync();
        await answering;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_a_certificate_that_has_expired(bool weDial)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = certificates.MakeWithKey(notBefore: now.AddDays(-2), notAfter: now.AddDays(-1));

        (await MeetAsync(weDial, certificate)).ShouldContain("is valid from");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_a_certificate_that_is_not_yet_valid(bool weDial)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = certificates.MakeWithKey(notBefore: now.AddDays(1), notAfter: now.AddDays(2));

        (await MeetAsync(weDial, certificate)).ShouldContain("is valid from");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_a_certificate_that_another_key_signs(bool weDial)
    {
        using var certificate = certificates.MakeSignedByAnother();

        (await MeetAsync(weDial, certificate)).ShouldContain("not signed by its own key");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_two_certificates(bool weDial)
    {
        using var root = new TestCertificates("a root");
        using var issuer = otherCertificates.MakeIssuedBy(root, [Authority]);
        using var certificate = certificates.MakeIssuedBy(otherCertificates, [certificates.SignedKey]);

        (await MeetAsync(weDial, certificate, issuer)).ShouldContain("more than one certificate");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_a_signature_over_another_key(bool weDial)
    {
        using var certificate = certificates.MakeWithKey([otherCertificates.SignedKey]);

        (await MeetAsync(weDial, certificate)).ShouldContain("The signature over the peer's certificate key is wrong");
    }

    [Fact]
    public async Task Refuses_a_client_without_a_certificate() => (await MeetAsync(weDial: false, certificate: null)).ShouldContain("no certificate");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_an_older_TLS(bool weDial)
    {
        using var certificate = certificates.MakeWithKey();

        (await MeetAsync(weDial, certificate, protocols: SslProtocols.Tls12)).ShouldContain("The TLS handshake failed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_a_peer_that_speaks_something_else_over_TLS(bool weDial)
    {
        using var certificate = certificates.MakeWithKey();

        await MeetAsync(weDial, certificate, applicationProtocol: "h2");
    }

    [Fact]
    public async Task Takes_a_peer_that_keeps_every_rule()
    {
        using var certificate = certificates.MakeWithKey();
        using var security = new TlsSecurity(otherCertificates.Identity, [Yamux], TimeProvider.System);
        await using var other = new SslStream(pair.Server, leaveInnerStreamOpen: true);
        var answering = other.AuthenticateAsServerAsync(Libp2pOptions.Server(certificate), limit.Token);
        var secured = await security.SecureOutboundAsync(pair.Client, Peer, limit.Token);
        await answering;

        secured.RemotePeer.ShouldBe(Peer);
    }

    private static X509BasicConstraintsExtension Authority => new(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true);

    private static string[] Split(string muxers) => muxers.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private async Task<(SecuredConnection Client, SecuredConnection Server)> HandshakeAsync(string[] clientMuxers, string[] serverMuxers)
    {
        using var dialing = new TlsSecurity(certificates.Identity, clientMuxers, TimeProvider.System);
        using var listening = new TlsSecurity(otherCertificates.Identity, serverMuxers, TimeProvider.System);
        var answering = listening.SecureInboundAsync(pair.Server, limit.Token);
        var client = await dialing.SecureOutboundAsync(pair.Client, PeerId.FromPublicKey(otherCertificates.Identity.PublicKey), limit.Token);
        return (client, await answering);
    }

    /// <summary>Our handshake with a peer whose TLS is the framework's and whose certificate is given; returns why we refuse it.</summary>
    private async Task<string> MeetAsync(
        bool weDial, X509Certificate2? certificate, X509Certificate2? second = null, SslProtocols protocols = SslProtocols.Tls13, string applicationProtocol = "libp2p")
    {
        using var security = new TlsSecurity(otherCertificates.Identity, [Yamux], TimeProvider.System);
        await using var other = new SslStream(weDial ? pair.Server : pair.Client, leaveInnerStreamOpen: true);
        var answering = weDial
            ? other.AuthenticateAsServerAsync(Libp2pOptions.Server(certificate!, second, protocols, applicationProtocol), limit.Token)
            : other.AuthenticateAsClientAsync(Libp2pOptions.Client(certificate, second, protocols, applicationProtocol), limit.Token);
        var refusal = await Should.ThrowAsync<PeerProtocolException>(() =>
            weDial ? security.SecureOutboundAsync(pair.Client, Peer, limit.Token) : security.SecureInboundAsync(pair.Server, limit.Token));
        await EndAsync(answering);
        return refusal.Message;
    }

    /// <summary>The peer may have finished before it could see our refusal, or not.</summary>
    private async Task EndAsync(Task peer)
    {
        await pair.DisposeAsync();
        try
        {
            await peer;
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException or ObjectDisposedException)
        {
            // It has seen it.
        }
    }

    private async Task ReadFirstByteAsync(SecuredConnection secured) => await secured.Stream.ReadExactlyAsync(new byte[1], limit.Token);
}
