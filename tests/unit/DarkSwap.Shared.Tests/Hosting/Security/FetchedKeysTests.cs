using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Shared.Tests.Hosting.Samples;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace DarkSwap.Shared.Tests.Hosting.Security;

/// <summary>A service that has its keys from the gateway's address.</summary>
public sealed class FetchedKeysTests : IAsyncLifetime
{
    private readonly ManualTimeProvider time = new();
    private KeyServer server = null!;
    private ModuleTestHost host = null!;

    public async Task InitializeAsync()
    {
        server = await KeyServer.StartAsync();
        host = await ModuleTestHost.StartAsync<WebModule>(
            new ModuleTestHostOptions { TimeProvider = time, Settings = { ["authentication:keysUrl"] = server.Url } }, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Keys_are_fetched_once_for_many_tokens()
    {
        for (var number = 0; number < 5; number++)
        {
            (await SendAsync(server.Keys[0])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Without_keys_a_token_is_503_and_what_is_open_is_served()
    {
        server.IsAway = true;

        using var refused = await SendAsync(server.Keys[0]);
        using var open = await host.Anonymous.GetAsync("things?limit=1");
        using var without = await host.Anonymous.PostAsJsonAsync("things", new { });

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString().ShouldBe("urn:darkswap:problem:keys-unavailable");
        open.StatusCode.ShouldBe(HttpStatusCode.OK);
        without.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Tokens_are_believed_once_the_keys_can_be_had()
    {
        server.IsAway = true;
        (await SendAsync(server.Keys[0])).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        server.IsAway = false;
        time.Advance(TimeSpan.FromSeconds(2));

        (await SendAsync(server.Keys[0])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Tokens_are_still_believed_while_the_gateway_is_away()
    {
        await SendAsync(server.Keys[0]);
        server.IsAway = true;
        time.Advance(TimeSpan.FromHours(1));

        (await SendAsync(server.Keys[0])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_new_key_is_found_when_a_token_names_it()
    {
        await SendAsync(server.Keys[0]);
        server.Keys.Add(KeyServer.NewKey("second"));
        time.Advance(TimeSpan.FromSeconds(2));

        (await SendAsync(server.Keys[1])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        server.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task Invented_keys_cost_one_request_in_two_seconds()
    {
        await SendAsync(server.Keys[0]);
        time.Advance(TimeSpan.FromSeconds(2));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async number => (await SendAsync(KeyServer.NewKey($"invented {number}"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized)));

        server.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_that_was_withdrawn_is_not_believed_for_long()
    {
        await SendAsync(server.Keys[0]);
        var withdrawn = server.Keys[0];
        server.Keys[0] = KeyServer.NewKey("second");
        time.Advance(TimeSpan.FromMinutes(5));

        (await SendAsync(withdrawn)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","kid":"first","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","y":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}],"audience":"darkswap:test"}""")]
    [InlineData("""{"keys":[{"kty":"oct","kid":"first","k":"AAAA"}],"audience":"darkswap:test"}""")]
    public async Task A_document_without_a_key_is_no_keys(string document)
    {
        server.Nonsense = document;

        (await SendAsync(server.Keys[0])).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_document_without_end_is_no_keys()
    {
        server.Nonsense = new string(' ', 1024 * 1024);

        (await SendAsync(server.Keys[0])).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    /// <summary>400 says that the token was good enough to have the body looked at.</summary>
    private async Task<HttpResponseMessage> SendAsync(ECDsaSecurityKey key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "things") { Content = JsonContent.Create(new { }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", KeyServer.Issue(key, time.GetUtcNow()));
        return await host.Anonymous.SendAsync(request);
    }
}
