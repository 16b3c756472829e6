using DarkSwap.Gateway.Tests.Tls;
using DarkSwap.Hosting.Modules;
using DarkSwap.Hosting.Node;
using DarkSwap.Hosting.Persistence;
using DarkSwap.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Gateway.Tests.Edge;

public sealed class StartTests
{
    [Theory]
    [InlineData("0.0.0.0:0")]
    [InlineData("[::]:0")]
    [InlineData("192.0.2.1:0")]
    public async Task Plain_http_at_a_public_address_is_refused_with_what_to_do(string address)
    {
        var refusal = await Should.ThrowAsync<StartRefusedException>(() => StartAsync(("api", address)));

        refusal.Message.ShouldContain("tls:certificate");
        refusal.Message.ShouldContain("tls:behindProxy");
        refusal.Message.ShouldContain("127.0.0.1");
        refusal.Message.ShouldNotContain("\n");
    }

    [Fact]
    public Task Plain_http_behind_a_listed_proxy_starts() =>
        StartAsync(("api", "0.0.0.0:0"), ("tls:behindProxy", "true"), ("gateway:trustedProxies:0", "10.1.2.0/24"));

    [Fact]
    public async Task TLS_at_a_public_address_starts()
    {
        using var certificate = new TestCertificate(TimeProvider.System.GetUtcNow());

        await StartAsync([("api", "0.0.0.0:0"), .. certificate.Settings]);
    }

    [Fact]
    public Task A_service_that_is_no_edge_may_listen_where_its_gateway_reaches_it() =>
        StartAsync(ModuleRegistration.Of<Proxy.SampleServices>(), ("api", "0.0.0.0:0"));

    [Fact]
    public async Task Behind_a_proxy_that_is_not_listed_is_refused() =>
        (await Should.ThrowAsync<StartRefusedException>(() => StartAsync(("tls:behindProxy", "true")))).Message.ShouldContain("gateway:trustedProxies");

    [Fact]
    public async Task A_certificate_without_its_key_is_refused()
    {
        using var certificate = new TestCertificate(TimeProvider.System.GetUtcNow());

        (await Should.ThrowAsync<StartRefusedException>(() => StartAsync(certificate.Settings[0]))).Message.ShouldContain("tls:key");
    }

    [Fact]
    public async Task A_certificate_with_anothers_key_is_refused()
    {
        using var certificate = new TestCertificate(TimeProvider.System.GetUtcNow());
        using var other = new TestCertificate(TimeProvider.System.GetUtcNow());

        await Should.ThrowAsync<StartRefusedException>(() => StartAsync(certificate.Settings[0], other.Settings[1]));
    }

    [Fact]
    public async Task A_certificate_past_its_time_is_refused()
    {
        using var certificate = new TestCertificate(TimeProvider.System.GetUtcNow().AddDays(-30));

        (await Should.ThrowAsync<StartRefusedException>(() => StartAsync(certificate.Settings))).Message.ShouldContain("holds from");
    }

    [Theory]
    [InlineData("tls:certificate", "/nowhere/server.pem", "tls:certificate is a file that is there, not '/nowhere/server.pem'")]
    [InlineData("tls:protocols", "tls11", "tls:protocols is not a known key")]
    [InlineData("cors:origins:0", "*", "cors:origins:0 is an origin such as https://app.example, in lower case, without path and final slash, not '*'")]
    [InlineData("cors:origins:0", "https://app.example/", "cors:origins:0 is an origin such as https://app.example, in lower case, without path and final slash, not 'https://app.example/'")]
    [InlineData("gateway:trustedProxies:0", "proxy.example", "gateway:trustedProxies:0 is an address such as 10.0.0.7 or a network such as 10.0.0.0/24, not 'proxy.example'")]
    [InlineData("gateway:services:trade", "127.0.0.1:80", "gateway:services:trade is a URL such as http://127.0.0.1:8081, without path and user, or up to 16 of them with commas between, not '127.0.0.1:80'")]
    [InlineData("gateway:services:wallet", "http://127.0.0.1:80", "gateway:services:wallet is not a known key")]
    [InlineData("gateway:rateLimits:read:burst", "0", "gateway:rateLimits:read:burst is a whole number from 1 to 1000000, not '0'")]
    [InlineData("gateway:drainSeconds", "-1", "gateway:drainSeconds is a whole number from 0 to 60, not '-1'")]
    public async Task A_value_that_does_not_fit_is_refused_by_its_key(string key, string value, string message) =>
        (await Should.ThrowAsync<StartRefusedException>(() => StartAsync((key, value)))).Message.ShouldBe(message);

    private static Task StartAsync(params (string Key, string? Value)[] settings) => StartAsync(ModuleRegistration.Of<GatewayModule>(), settings);

    private static async Task StartAsync(ModuleRegistration module, params (string Key, string? Value)[] settings)
    {
        using var folder = new TemporaryFolder();
        var all = new Dictionary<string, string?> { ["data"] = folder.Path, ["api"] = "127.0.0.1:0", ["gateway:drainSeconds"] = "0" };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        await using var application = NodeApplication.Build([module], all);
        foreach (var migrator in application.Services.GetServices<IDatabaseMigrator>())
        {
            await migrator.MigrateAsync(CancellationToken.None);
        }

        try
        {
            await application.StartAsync();
        }
        finally
        {
            await application.StopAsync();
        }
    }
}
