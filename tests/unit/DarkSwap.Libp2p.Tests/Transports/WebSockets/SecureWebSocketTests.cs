using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Transports;
using DarkSwap.Libp2p.Transports.WebSockets;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Transports.WebSockets;

public sealed class SecureWebSocketTests : IDisposable
{
    private const string ListenAddress = "/ip4/127.0.0.1/tcp/0/tls/ws";
    private readonly TemporaryFolder folder = new();
    private readonly TestAuthority authority;

    public SecureWebSocketTests()
    {
        authority = new TestAuthority(folder.Path);
        authority.Issue("node.example.com");
    }

    public void Dispose()
    {
        authority.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("/ip4/127.0.0.1/tcp/0/tls/ws")]
    [InlineData("/ip4/127.0.0.1/tcp/0/wss")]
    [InlineData("/ip4/127.0.0.1/tcp/0/tls/sni/node.example.com/ws")]
    public async Task Carries_bytes_over_TLS_in_every_form_of_address(string address)
    {
        await using var pair = await TransportPair.ConnectAsync(Server(), Client(), address);
        var waiting = pair.Dialed.Stream.ReadAsync(Memory<byte>.Empty, TransportPair.Deadline);
        await pair.Accepted.Stream.WriteAsync(new byte[100_000], TransportPair.Deadline);
        await waiting;

        await pair.Dialed.Stream.ReadExactlyAsync(new byte[100_000], TransportPair.Deadline);
        pair.Dialed.RemoteAddress.ShouldBe(pair.Listener.Address);
    }

    [Fact]
    public async Task Refuses_a_certificate_for_another_name()
    {
        var failure = await Should.ThrowAsync<PeerProtocolException>(() => ConnectAsync(Server(), Client(), "other.example.com"));

        failure.Message.ShouldContain("RemoteCertificateNameMismatch");
    }

    [Fact]
    public async Task Refuses_a_certificate_by_an_unknown_authority()
    {
        using var other = new TestAuthority(folder.Path, "Other authority");
        var client = RealTransports.WebSockets(new WebSocketOptions { AuthoritiesFile = other.AuthorityFile }, TimeProvider.System);

        await Should.ThrowAsync<PeerProtocolException>(() => ConnectAsync(Server(), client, "node.example.com"));
        await Should.ThrowAsync<PeerProtocolException>(() => ConnectAsync(Server(), RealTransports.WebSockets(new WebSocketOptions(), TimeProvider.System), "node.example.com"));
    }

    [Fact]
    public async Task Refuses_a_certificate_that_has_expired()
    {
        authority.Issue("node.example.com", TimeSpan.FromHours(1));
        var later = new ManualTimeProvider(TimeProvider.System.GetUtcNow().AddHours(2));
        var client = RealTransports.WebSockets(new WebSocketOptions { AuthoritiesFile = authority.AuthorityFile }, later);

        await Should.ThrowAsync<PeerProtocolException>(() => ConnectAsync(Server(), client, "node.example.com"));
        (await Should.ThrowAsync<IOException>(() => ListenAsync(Server(later)))).Message.ShouldContain("holds from");
    }

    [Fact]
    public async Task Never_fetches_what_a_server_s_certificate_names()
    {
        using var web = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        web.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        web.Listen();
        var url = $"http://{web.LocalEndPoint}/issuer.der";
        using var unknown = new TestAuthority(folder.Path, "Authority that one would have to fetch");
        unknown.Issue("node.example.com", extension: new X509AuthorityInformationAccessExtension([url], [url]));
        var request = web.AcceptAsync(TransportPair.Deadline).AsTask();

        await Should.ThrowAsync<PeerProtocolException>(() => ConnectAsync(Server(), Client(), "node.example.com"));

        web.Poll(0, SelectMode.SelectRead).ShouldBeFalse();
        request.IsCompleted.ShouldBeFalse();
        web.Close();
        await Should.ThrowAsync<SocketException>(() => request);
    }

    [Fact]
    public async Task Serves_replaced_files_to_new_connections()
    {
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var server = Server(time);
        await using var listener = await ListenAsync(server);
        var first = server.Certificate;
        await using (await DialAsync(listener, Client(), "node.example.com"))
        {
        }

        authority.Issue("new.example.com", TimeSpan.FromDays(60));
        time.Advance(new WebSocketOptions().CertificateReloadInterval);

        await using (await DialAsync(listener, Client(), "new.example.com"))
        {
        }

        server.Certificate!.NotAfter.ShouldBeGreaterThan(first!.NotAfter);
        server.Certificate.ReloadFailure.ShouldBeNull();
    }

    [Fact]
    public async Task Keeps_its_certificate_when_the_new_files_are_none_and_says_so()
    {
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var server = Server(time);
        await using var listener = await ListenAsync(server);
        await File.WriteAllTextAsync(authority.KeyFile, "none");
        time.Advance(new WebSocketOptions().CertificateReloadInterval);

        await using (await DialAsync(listener, Client(), "node.example.com"))
        {
        }

        server.Certificate!.ReloadFailure.ShouldNotBeNull();
    }

    [Fact]
    public async Task Says_that_it_cannot_listen_without_a_certificate()
    {
        await Should.ThrowAsync<NotSupportedException>(() => ListenAsync(Client()));
        File.Delete(authority.KeyFile);
        await Should.ThrowAsync<IOException>(() => ListenAsync(Server()));
    }

    [Fact]
    public async Task Gives_up_a_client_that_does_not_speak_TLS_or_stays_silent()
    {
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var listener = await ListenAsync(Server(time));
        await using var plain = await DialPlainAsync(listener);
        var speaking = (await listener.AcceptAsync(TransportPair.Deadline))!;
        await plain.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray(), TransportPair.Deadline);
        await Should.ThrowAsync<IOException>(() => speaking.PrepareAsync(TransportPair.Deadline));

        await using var silent = await DialPlainAsync(listener);
        var waiting = (await listener.AcceptAsync(TransportPair.Deadline))!.PrepareAsync(TransportPair.Deadline);
        await Eventually.HoldsAsync(() => time.PendingTimers == 1);
        time.Advance(new WebSocketOptions().HandshakeTimeout);
        await Should.ThrowAsync<TimeoutException>(() => waiting);
    }

    private static Task<ITransportListener> ListenAsync(WebSocketTransport server) =>
        server.ListenAsync(Multiaddr.Parse(ListenAddress), TransportPair.Deadline);

    private static Multiaddr TcpOf(ITransportListener listener) => Multiaddr.FromComponents([.. listener.Address.Components.Take(2)]);

    private static async Task<Stream> DialPlainAsync(ITransportListener listener) =>
        (await RealTransports.Tcp().DialAsync(TcpOf(listener), _ => true, TransportPair.Deadline)).Stream;

    /// <summary>Connects to a listener by a name, and returns our end after both have shaken hands.</summary>
    private static async Task<Stream> DialAsync(ITransportListener listener, WebSocketTransport client, string name)
    {
        var accepting = TransportPair.AcceptAsync(listener, TransportPair.Deadline);
        var dialed = await client.DialAsync(Multiaddr.Parse($"{TcpOf(listener)}/tls/sni/{name}/ws"), _ => true, TransportPair.Deadline);
        await (await accepting).Stream.DisposeAsync();
        return dialed.Stream;
    }

    private static async Task ConnectAsync(WebSocketTransport server, WebSocketTransport client, string name)
    {
        await using var listener = await ListenAsync(server);
        var accepting = listener.AcceptAsync(TransportPair.Deadline).AsTask();
        var dialing = client.DialAsync(Multiaddr.Parse($"{TcpOf(listener)}/tls/sni/{name}/ws"), _ => true, TransportPair.Deadline);
        var preparing = (await accepting)!.PrepareAsync(TransportPair.Deadline);
        try
        {
            await (await dialing).Stream.DisposeAsync();
        }
        finally
        {
            await Should.ThrowAsync<IOException>(() => preparing);
        }
    }

    private WebSocketTransport Server(TimeProvider? timeProvider = null) =>
        RealTransports.WebSockets(new WebSocketOptions { CertificateFile = authority.CertificateFile, KeyFile = authority.KeyFile }, timeProvider ?? TimeProvider.System);

    private WebSocketTransport Client() => RealTransports.WebSockets(new WebSocketOptions { AuthoritiesFile = authority.AuthorityFile }, TimeProvider.System);
}
