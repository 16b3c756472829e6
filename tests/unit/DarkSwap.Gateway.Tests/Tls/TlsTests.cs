using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using DarkSwap.Gateway.Tls;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Gateway.Tests.Tls;

public sealed class TlsTests
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Answers_in_the_version_of_http_that_the_caller_speaks(string version)
    {
        using var certificate = new TestCertificate(TimeProvider.System.GetUtcNow());
        await using var host = await StartAsync(certificate);
        using var http = TrustingClient(certificate);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.BaseAddress, "/health/live")) { Version = Version.Parse(version), VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var response = await http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Version.ShouldBe(Version.Parse(version));
        response.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000"]);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Speaks_TLS_1_2_and_1_3(SslProtocols protocol)
    {
        using var certificate = new TestCertificate(TimeProvider.System.GetUtcNow());
        await using var host = await StartAsync(certificate);
        await using var stream = await HandshakeAsync(host, protocol);

        stream.SslProtocol.ShouldBe(protocol);
    }

    /// <summary>The hello is written by hand, since libraries of today do not say it.</summary>
    [Fact]
    public async Task Refuses_TLS_1_1_with_an_alert_about_the_version()
    {
        using var certificate = new TestCertificate(TimeProvider.System.GetUtcNow());
        await using var host = await StartAsync(certificate);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.BaseAddress.Port);

        byte[] hello =
        [
            0x16, 0x03, 0x01, 0x00, 0x3d, 0x01, 0x00, 0x00, 0x39, 0x03, 0x02,
            .. new byte[32],
            0x00, 0x00, 0x04, 0xc0, 0x0a, 0x00, 0x35, 0x01, 0x00,
            0x00, 0x0c, 0x00, 0x0a, 0x00, 0x08, 0x00, 0x06, 0x00, 0x17, 0x00, 0x18, 0x00, 0x19,
        ];
        await socket.GetStream().WriteAsync(hello);

        var answer = new byte[7];
        await socket.GetStream().ReadExactlyAsync(answer);
        answer[0].ShouldBe((byte)0x15, "an alert record");
        answer[6].ShouldBe((byte)70, "protocol_version, RFC 8446 §6");
    }

    [Fact]
    public async Task New_files_serve_new_connections_while_old_connections_go_on()
    {
        var time = new ManualTimeProvider();
        using var certificate = new TestCertificate(time.GetUtcNow());
        await using var host = await StartAsync(certificate, time);
        await using var old = await HandshakeAsync(host, SslProtocols.None);
        var first = old.RemoteCertificate!.GetCertHashString();

        var second = certificate.Renew(time.GetUtcNow());

        (await ThumbprintAfterAsync(host, time, thumbprint => thumbprint == second)).ShouldNotBe(first);
        (await GetLiveAsync(old)).ShouldContain("200 OK");
    }

    [Theory]
    [InlineData("no certificate at all")]
    [InlineData("")]
    public async Task Bad_new_files_change_nothing_and_good_ones_after_them_are_taken(string content)
    {
        var time = new ManualTimeProvider();
        using var certificate = new TestCertificate(time.GetUtcNow());
        await using var host = await StartAsync(certificate, time);
        var first = certificate.Thumbprint;
        await File.WriteAllTextAsync(certificate.CertificatePath, content);

        for (var look = 0; look < 3; look++)
        {
            time.Advance(CertificateWatch.Interval);
            (await ThumbprintAsync(host)).ShouldBe(first);
        }

        var second = certificate.Renew(time.GetUtcNow());
        (await ThumbprintAfterAsync(host, time, thumbprint => thumbprint == second)).ShouldBe(second);
    }

    private static Task<ModuleTestHost> StartAsync(TestCertificate certificate, TimeProvider? time = null)
    {
        var options = new ModuleTestHostOptions { TimeProvider = time };
        foreach (var (key, value) in certificate.Settings)
        {
            options.Settings[key] = value;
        }

        return ModuleTestHost.StartAsync<GatewayModule>(options, CancellationToken.None);
    }

    private static HttpClient TrustingClient(TestCertificate certificate)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => presented!.GetCertHashString() == certificate.Thumbprint;
        return new HttpClient(handler);
    }

    private static async Task<SslStream> HandshakeAsync(ModuleTestHost host, SslProtocols protocol)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, host.BaseAddress.Port);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost", EnabledSslProtocols = protocol, RemoteCertificateValidationCallback = (_, _, _, _) => true,
        });
        return stream;
    }

    private static async Task<string> ThumbprintAsync(ModuleTestHost host)
    {
        await using var stream = await HandshakeAsync(host, SslProtocols.None);
        return stream.RemoteCertificate!.GetCertHashString();
    }

    /// <summary>Lets the watch look until a new connection sees what is wanted.</summary>
    private static async Task<string> ThumbprintAfterAsync(ModuleTestHost host, ManualTimeProvider time, Func<string, bool> isWanted)
    {
        using var limit = Patience.Limit();
        string thumbprint;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            time.Advance(CertificateWatch.Interval);
            thumbprint = await ThumbprintAsync(host);
        }
        while (!isWanted(thumbprint));

        return thumbprint;
    }

    private static async Task<string> GetLiveAsync(SslStream stream)
    {
        await stream.WriteAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        var buffer = new byte[4096];
        var read = await stream.ReadAsync(buffer);
        return System.Text.Encoding.ASCII.GetString(buffer, 0, read);
    }
}
