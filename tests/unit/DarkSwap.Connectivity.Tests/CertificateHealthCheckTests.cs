using DarkSwap.Connectivity.Hosting;
using DarkSwap.Connectivity.Tests.Nodes;
using DarkSwap.Libp2p.Transports.WebSockets;
using DarkSwap.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DarkSwap.Connectivity.Tests;

public sealed class CertificateHealthCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(60, null, HealthStatus.Healthy, "holds until 2027-01-21")]
    [InlineData(60, "key.pem is gone.", HealthStatus.Degraded, "Newer files are not used: key.pem is gone.")]
    [InlineData(13, null, HealthStatus.Degraded, "expires at 2026-12-05")]
    [InlineData(0, null, HealthStatus.Degraded, "has expired at 2026-11-22")]
    [InlineData(-1, "key.pem is gone.", HealthStatus.Degraded, "Newer files are not used: key.pem is gone.")]
    public void Says_how_long_the_certificate_holds_and_why_newer_files_are_not_used(int days, string? failure, HealthStatus expected, string sentence)
    {
        var result = CertificateHealthCheck.Judge(new CertificateStatus(Now.AddDays(-90), Now.AddDays(days), failure), Now);

        result.Status.ShouldBe(expected);
        result.Description.ShouldNotBeNull().ShouldContain(sentence);
    }

    [Fact]
    public void Lacks_nothing_without_secure_WebSockets()
    {
        CertificateHealthCheck.Judge(null, Now).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_node_with_an_old_certificate_is_ready_and_says_so()
    {
        using var folder = new TemporaryFolder();
        using var authority = new TestAuthority(folder.Path);
        authority.Issue("node.example.com", TimeSpan.FromDays(3));
        await using var node = await TestNode.StartAsync(settings: new()
        {
            ["libp2p:listenAddresses:1"] = "/ip4/127.0.0.1/tcp/0/tls/ws",
            ["libp2p:webSockets:certificate"] = authority.CertificateFile,
            ["libp2p:webSockets:key"] = authority.KeyFile,
        });

        using var answer = await node.Host.Anonymous.GetAsync(new Uri("/health/ready", UriKind.Relative));

        answer.IsSuccessStatusCode.ShouldBeTrue();
        (await answer.Content.ReadAsStringAsync()).ShouldContain("The certificate of secure WebSockets expires at");
    }
}
