using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Stack;

/// <summary>What containers run to ask their program for its health (<c>infra/docker/health</c>).</summary>
public sealed class HealthScriptTests
{
    private const string Document = """{"status":"unhealthy","checks":{"database":{"status":"unhealthy"}}}""";

    [Theory]
    [InlineData("200 OK", 0)]
    [InlineData("503 Service Unavailable", 1)]
    [InlineData("404 Not Found", 1)]
    public async Task Only_200_is_healthy_and_what_is_lacking_is_printed(string status, int exitCode)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var script = Start(((IPEndPoint)listener.LocalEndpoint).Port);
        using (var connection = await listener.AcceptTcpClientAsync(CancellationToken.None))
        {
            var request = new StreamReader(connection.GetStream());
            (await request.ReadLineAsync(CancellationToken.None)).ShouldBe("GET /health/ready HTTP/1.0");
            await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{Document}"), CancellationToken.None);
        }

        (await script.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(exitCode, script.Describe());
        script.Output.Trim().ShouldBe(exitCode == 0 ? string.Empty : Document);
    }

    [Fact]
    public async Task A_program_that_does_not_listen_is_not_healthy()
    {
        await using var script = Start(LoopbackPorts.Find(1)[0]);

        (await script.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(1, script.Describe());
    }

    private static ChildProcess Start(int port) => ChildProcess.Start(
        RepositoryFolder.File("infra", "docker", "health"), [], new Dictionary<string, string?> { ["DARKSWAP_API"] = string.Create(CultureInfo.InvariantCulture, $"0.0.0.0:{port}") });
}
