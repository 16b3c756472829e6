using System.Net;
using System.Net.Sockets;
using System.Text;
using DarkSwap.Hosting.Health;
using DarkSwap.Hosting.Node;

namespace DarkSwap.Shared.Tests.Hosting.Health;

public sealed class HealthProbeTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("localhost")]
    public async Task A_program_that_says_it_is_ready_is_ready(string address)
    {
        var (isReady, errors) = await AskAsync(address, "200 OK", """{"status":"healthy","checks":{}}""");

        isReady.ShouldBeTrue(errors);
        errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_is_not_ready_is_told_by_the_checks_that_fail()
    {
        var (isReady, errors) = await AskAsync(
            "127.0.0.1",
            "503 Service Unavailable",
            """{"status":"unhealthy","checks":{"trade-database":{"status":"unhealthy"},"stopping":{"status":"healthy"},"broker":{"status":"unhealthy"}}}""");

        isReady.ShouldBeFalse();
        errors.Trim().ShouldBe("darkswap: not ready: trade-database, broker");
    }

    [Theory]
    [InlineData("503 Service Unavailable", "out of order", "status 503")]
    [InlineData("404 Not Found", "[1]", "status 404")]
    [InlineData("301 Moved Permanently", "{}", "status 301")]
    public async Task Another_program_at_that_address_is_told_by_its_status(string status, string body, string expected)
    {
        var (isReady, errors) = await AskAsync("127.0.0.1", status, body);

        isReady.ShouldBeFalse();
        errors.ShouldContain(expected);
    }

    [Fact]
    public async Task Nobody_there_is_not_ready()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        var port = ((IPEndPoint)socket.LocalEndpoint).Port;
        socket.Stop();
        var errors = new StringWriter();

        (await HealthProbe.IsReadyAsync(Settings($"127.0.0.1:{port}"), errors, CancellationToken.None)).ShouldBeFalse();
        errors.ToString().ShouldStartWith($"darkswap: no answer from http://127.0.0.1:{port}/health/ready");
    }

    [Theory]
    [InlineData("8080")]
    [InlineData("127.0.0.1:0")]
    public async Task An_address_that_cannot_be_asked_is_refused(string address) =>
        await Should.ThrowAsync<StartRefusedException>(() => HealthProbe.IsReadyAsync(Settings(address), TextWriter.Null, CancellationToken.None));

    private static Dictionary<string, string?> Settings(string address) => new() { ["api"] = address };

    /// <summary>A server that answers one request, whatever it is.</summary>
    private static async Task<(bool IsReady, string Errors)> AskAsync(string address, string status, string body)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var answering = AnswerAsync(server, $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        var errors = new StringWriter();
        var isReady = await HealthProbe.IsReadyAsync(Settings($"{address}:{((IPEndPoint)server.LocalEndpoint).Port}"), errors, CancellationToken.None);
        await answering;
        return (isReady, errors.ToString());
    }

    private static async Task AnswerAsync(TcpListener server, string answer)
    {
        using var connection = await server.AcceptTcpClientAsync(CancellationToken.None);
        using var reader = new StreamReader(connection.GetStream());
        while (await reader.ReadLineAsync(CancellationToken.None) is { Length: > 0 })
        {
        }

        await connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer), CancellationToken.None);
    }
}
