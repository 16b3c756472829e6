using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Gateway.Persistence;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Gateway.Tests.Authentication;

public sealed class ApiKeyTests : IAsyncLifetime
{
    private readonly ManualTimeProvider time = new();
    private ModuleTestHost host = null!;

    public async Task InitializeAsync() => host = await ModuleTestHost.StartAsync<GatewayModule>(
        new ModuleTestHostOptions { TimeProvider = time, Settings = { ["gateway:Tokens:MaximumApiKeys"] = "3" } }, CancellationToken.None);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task A_key_may_what_its_scopes_say_and_nothing_else()
    {
        var administrator = await CreateAsync("administration");
        var reader = await CreateAsync("events:read");

        (await StatusAsync(administrator, "auth/api-keys")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(reader, "auth/api-keys")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(reader, "events?types=peerConnected")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(administrator, "events?types=peerConnected")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_key_is_shown_once_and_stored_as_a_hash()
    {
        var key = (await CreateAsync("coins:read")).GetProperty("key").GetString()!;

        (await host.Operator.GetStringAsync("auth/api-keys")).ShouldNotContain(key.Split('_')[2]);
        var row = await host.UseAsync<GatewayDbContext, ApiKeyRow>(context => context.ApiKeys.SingleAsync());
        row.SecretHash.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(key))));
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        var key = await CreateAsync("administration");
        (await StatusAsync(key, "auth/api-keys")).ShouldBe(HttpStatusCode.OK);

        (await host.Operator.DeleteAsync($"auth/api-keys/{IdOf(key)}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await StatusAsync(key, "auth/api-keys")).ShouldBe(HttpStatusCode.Unauthorized);
        (await host.Operator.DeleteAsync($"auth/api-keys/{IdOf(key)}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_key_ends_when_it_was_meant_to()
    {
        var key = await CreateAsync("administration", time.GetUtcNow().AddHours(1));
        (await StatusAsync(key, "auth/api-keys")).ShouldBe(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromHours(1));

        (await StatusAsync(key, "auth/api-keys")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_last_use_is_told_to_the_minute()
    {
        var key = await CreateAsync("administration");
        (await ListedAsync(IdOf(key))).TryGetProperty("lastUsedAt", out _).ShouldBeFalse();
        await StatusAsync(key, "auth/api-keys");
        var first = (await ListedAsync(IdOf(key))).GetProperty("lastUsedAt").GetDateTimeOffset();
        time.Advance(TimeSpan.FromSeconds(59));
        await StatusAsync(key, "auth/api-keys");
        (await ListedAsync(IdOf(key))).GetProperty("lastUsedAt").GetDateTimeOffset().ShouldBe(first);
        time.Advance(TimeSpan.FromSeconds(2));
        await StatusAsync(key, "auth/api-keys");

        (await ListedAsync(IdOf(key))).GetProperty("lastUsedAt").GetDateTimeOffset().ShouldBe(first + TimeSpan.FromSeconds(61));
    }

    [Fact]
    public async Task A_key_with_one_letter_changed_is_refused()
    {
        var key = (await CreateAsync("administration")).GetProperty("key").GetString()!;
        var changed = key[..^1] + (key[^1] == 'A' ? 'B' : 'A');

        (await StatusAsync(changed, "auth/api-keys")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("dsk_")]
    [InlineData("dsk_0123456789abcdef")]
    [InlineData("dsk_0123456789abcdef_")]
    [InlineData("dsk_0123456789abcdef_secret")]
    public async Task What_is_no_key_is_refused(string key) => (await StatusAsync(key, "auth/api-keys")).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task One_key_too_many_is_a_conflict()
    {
        for (var number = 0; number < 3; number++)
        {
            await CreateAsync("coins:read");
        }

        using var response = await host.Operator.PostAsJsonAsync("auth/api-keys", new { name = "one more", scopes = new[] { "coins:read" } });

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("""{"name":"","scopes":["coins:read"]}""", "name")]
    [InlineData("""{"name":"a\nb","scopes":["coins:read"]}""", "name")]
    [InlineData("""{"name":"a","scopes":[]}""", "scopes")]
    [InlineData("""{"name":"a","scopes":["everything"]}""", "scopes")]
    [InlineData("""{"name":"a","scopes":["coins:read","coins:read"]}""", "scopes")]
    [InlineData("""{"name":"a","scopes":["coins:read"],"expiresAt":"2001-01-01T00:00:00Z"}""", "expiresAt")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using var response = await host.Operator.PostAsync("auth/api-keys", content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    private static string IdOf(JsonElement created) => created.GetProperty("apiKey").GetProperty("keyId").GetString()!;

    private async Task<JsonElement> CreateAsync(string scope, DateTimeOffset? expiresAt = null)
    {
        using var response = await host.Operator.PostAsJsonAsync("auth/api-keys", new { name = "test", scopes = new[] { scope }, expiresAt = expiresAt?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null) });
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> ListedAsync(string keyId) =>
        (await host.Operator.GetFromJsonAsync<JsonElement>("auth/api-keys")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("keyId").GetString() == keyId);

    private Task<HttpStatusCode> StatusAsync(JsonElement created, string path) => StatusAsync(created.GetProperty("key").GetString()!, path);

    private async Task<HttpStatusCode> StatusAsync(string key, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await host.Anonymous.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }
}
