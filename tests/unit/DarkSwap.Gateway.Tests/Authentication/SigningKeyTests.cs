using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Cryptography;
using DarkSwap.Gateway.Persistence;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;

namespace DarkSwap.Gateway.Tests.Authentication;

public sealed class SigningKeyTests
{
    private static readonly PrivateKey User = PrivateKey.FromSeed(Enumerable.Repeat((byte)7, Ed25519.SeedLength).ToArray());
    private readonly ManualTimeProvider time = new();

    [Fact]
    public async Task The_published_keys_hold_no_private_part()
    {
        await using var host = await StartAsync();

        var document = await KeysAsync(host);

        document.GetProperty("audience").GetString().ShouldBe(TestTokens.Audience);
        var key = document.GetProperty("keys").EnumerateArray().Single();
        key.EnumerateObject().Select(property => property.Name).ShouldBe(["kty", "crv", "alg", "use", "kid", "x", "y"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_new_key_is_known_before_it_signs_and_the_old_one_until_its_last_token_has_ended()
    {
        await using var host = await StartAsync();
        var (old, token) = await IssueAsync(host);
        time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(9));
        (await IdsAsync(host)).Count.ShouldBe(2);
        (await IssueAsync(host)).KeyId.ShouldBe(old);

        time.Advance(TimeSpan.FromMinutes(8));
        token = (await IssueAsync(host)).Token;
        time.Advance(TimeSpan.FromMinutes(2));
        (await IssueAsync(host)).KeyId.ShouldNotBe(old);
        (await StatusAsync(host, token)).ShouldBe(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromMinutes(15));

        (await IdsAsync(host)).ShouldNotContain(old);
        (await StatusAsync(host, token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_node_that_was_off_for_a_year_makes_a_key_when_it_needs_one()
    {
        using var folder = new TemporaryFolder();
        string old;
        await using (var before = await StartAsync(folder: folder))
        {
            old = (await IssueAsync(before)).KeyId;
        }

        time.Advance(TimeSpan.FromDays(365));
        await using var host = await StartAsync(folder: folder);

        var (keyId, token) = await IssueAsync(host);
        keyId.ShouldNotBe(old);
        (await StatusAsync(host, token)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Keys_and_sessions_survive_a_restart()
    {
        using var folder = new TemporaryFolder();
        string token;
        await using (var before = await StartAsync(folder: folder))
        {
            token = (await IssueAsync(before)).Token;
        }

        await using var host = await StartAsync(folder: folder);

        (await StatusAsync(host, token)).ShouldBe(HttpStatusCode.OK);
        (await IdsAsync(host)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Health_says_whether_tokens_can_be_issued()
    {
        await using var host = await StartAsync();
        await using var nameless = await StartAsync(audience: string.Empty);

        await IssueAsync(host);
        using var refused = await nameless.Anonymous.GetAsync(new Uri(nameless.BaseAddress, "/.well-known/jwks.json"));

        (await HealthAsync(host)).ShouldBe("healthy");
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await HealthAsync(nameless)).ShouldBe("degraded");
    }

    [Fact]
    public async Task The_database_holds_no_private_key_in_clear()
    {
        await using var host = await StartAsync();
        await IssueAsync(host);

        var row = await host.UseAsync<GatewayDbContext, SigningKeyRow>(context => context.SigningKeys.SingleAsync());

        Should.Throw<System.Security.Cryptography.CryptographicException>(() => System.Security.Cryptography.ECDsa.Create().ImportPkcs8PrivateKey(row.EncryptedPrivateKey, out _));
    }

    [Fact]
    [Trait("Category", "Server")]
    public async Task Gateways_of_one_database_believe_each_others_tokens_and_share_keys_challenges_and_sessions()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        var database = server.NewDatabase();
        using var shared = new TemporaryFolder();
        var secret = shared.File("keys.secret");
        await File.WriteAllTextAsync(secret, new string('s', 32));
        await using var first = await StartAsync(database, secret);
        var (keyId, token) = await IssueAsync(first);
        await using var second = await StartAsync(database, secret);
        await using var stranger = await StartAsync(database, null);

        (await IssueAsync(second)).KeyId.ShouldBe(keyId);
        var (strangersKeyId, strangersToken) = await IssueAsync(stranger);

        strangersKeyId.ShouldNotBe(keyId);
        foreach (var host in new[] { first, second, stranger })
        {
            time.Advance(TimeSpan.FromSeconds(2));
            (await StatusAsync(host, token)).ShouldBe(HttpStatusCode.OK);
            (await StatusAsync(host, strangersToken)).ShouldBe(HttpStatusCode.OK);
        }

        using var asked = await first.Anonymous.PostAsJsonAsync("auth/challenges", new { peerId = PeerId.FromPublicKey(User.PublicKey).ToString() });
        using var answered = await KeyProof.AnswerAsync(second.Anonymous, User, await asked.Content.ReadFromJsonAsync<JsonElement>(), CancellationToken.None);
        var tokens = await answered.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        using var refreshed = await stranger.Anonymous.PostAsJsonAsync("auth/tokens/refresh", new { refreshToken = tokens.GetProperty("refreshToken").GetString() });
        refreshed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<JsonElement> KeysAsync(ModuleTestHost host) => await host.Anonymous.GetFromJsonAsync<JsonElement>(new Uri(host.BaseAddress, "/.well-known/jwks.json"));

    private static async Task<string?> HealthAsync(ModuleTestHost host) =>
        (await host.Anonymous.GetFromJsonAsync<JsonElement>(new Uri(host.BaseAddress, "/health/ready"))).GetProperty("checks").GetProperty("tokens").GetProperty("status").GetString();

    private static async Task<HttpStatusCode> StatusAsync(ModuleTestHost host, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "events?types=tradeStateChanged");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await host.Anonymous.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }

    private static async Task<(string KeyId, string Token)> IssueAsync(ModuleTestHost host)
    {
        var token = (await KeyProof.ProveAsync(host.Anonymous, User, CancellationToken.None)).GetProperty("accessToken").GetString()!;
        return (new JsonWebToken(token).Kid, token);
    }

    private async Task<List<string>> IdsAsync(ModuleTestHost host)
    {
        time.Advance(TimeSpan.FromSeconds(1));
        return [.. (await KeysAsync(host)).GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];
    }

    private Task<ModuleTestHost> StartAsync(string? database = null, string? secret = null, TemporaryFolder? folder = null, string? audience = null)
    {
        var options = new ModuleTestHostOptions { TimeProvider = time, PostgreSqlDatabase = database, DataFolder = folder?.Path };
        if (audience is not null)
        {
            options.Settings["authentication:audience"] = audience;
        }

        if (secret is not null)
        {
            options.Settings["gateway:Tokens:KeyEncryptionFile"] = secret;
        }

        return ModuleTestHost.StartAsync<GatewayModule>(options, CancellationToken.None);
    }
}
