using System.Net;
using System.Text;
using System.Text.Json;
using DarkSwap.Contracts.Wire;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;
using DarkSwap.Sdk.Credentials;
using DarkSwap.Sdk.Signing;
using DarkSwap.Sdk.Tests.Http;
using DarkSwap.Testing;

namespace DarkSwap.Sdk.Tests.Credentials;

/// <summary>A user's key proves itself, and only itself.</summary>
public sealed class UserTokensTests : IDisposable
{
    private const string Audience = "darkswap:12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV";
    private const string EmptyPage = """{"items":[],"cursor":null}""";

    private static readonly byte[] Nonce = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];
    private readonly UserKey key = UserKey.FromSeed(Nonce);
    private readonly ManualTimeProvider time = new();

    public void Dispose() => key.Dispose();

    [Fact]
    public async Task Signs_the_challenge_once_and_uses_the_token_until_shortly_before_its_end()
    {
        using var transport = new ScriptedTransport(Challenge(), Tokens("first"), Page, Page, Tokens("second"), Page);
        using var client = Open(transport);

        await ListAsync(client);
        time.Advance(TimeSpan.FromSeconds(569));
        await ListAsync(client);
        time.Advance(TimeSpan.FromSeconds(2));
        await ListAsync(client);

        transport.Requests.Select(request => request.Path).ShouldBe([
            "/api/v1/auth/challenges", "/api/v1/auth/tokens", "/api/v1/orders", "/api/v1/orders", "/api/v1/auth/tokens/refresh", "/api/v1/orders",
        ]);
        transport.Requests.Select(request => request.Token).ShouldBe([null, null, "first", "first", null, "second"]);
        transport.Requests.ShouldAllBe(request => request.IdempotencyKey == null);
        var answer = JsonDocument.Parse(transport.Requests[1].Body).RootElement;
        var input = SignedEnvelope.SigningInput(SigningDomains.Authentication(Audience), PayloadTypes.Challenge, Nonce);
        PublicKey.TryRead(answer.GetProperty("publicKey").GetBytesFromBase64(), out var publicKey).ShouldBeTrue();
        publicKey!.Verify(input, answer.GetProperty("signature").GetBytesFromBase64()).ShouldBeTrue();
    }

    [Fact]
    public async Task Proves_the_key_again_when_the_refresh_token_is_refused()
    {
        using var transport = new ScriptedTransport(Challenge(), Tokens("first"), Page, _ => ScriptedTransport.Problem(401, "unauthorized"), Challenge(), Tokens("second"), Page);
        using var client = Open(transport);

        await ListAsync(client);
        time.Advance(TimeSpan.FromHours(1));
        await ListAsync(client);

        transport.Requests[^1].Token.ShouldBe("second");
    }

    [Fact]
    public async Task Renews_a_token_that_the_node_no_longer_takes()
    {
        using var transport = new ScriptedTransport(Challenge(), Tokens("first"), _ => ScriptedTransport.Problem(401, "unauthorized"), Tokens("second"), Page);
        using var client = Open(transport);

        await ListAsync(client);

        transport.Requests[^1].Token.ShouldBe("second");
    }

    [Theory]
    [InlineData("darkswap-order-v1:regtest:0f9188f1", "/darkswap/challenge", true, "domain")]
    [InlineData("darkswap-authentication-v1:darkswap:another", "/darkswap/challenge", true, "domain")]
    [InlineData("darkswap-authentication-v1:" + Audience, "/darkswap/order-create", true, "payloadType")]
    [InlineData("darkswap-authentication-v1:" + Audience, "/darkswap/challenge", false, "signingInput")]
    public async Task Signs_nothing_that_is_not_a_challenge_of_this_node(string domain, string payloadType, bool isInputOfThese, string difference)
    {
        var input = isInputOfThese ? SignedEnvelope.SigningInput(domain, Encoding.UTF8.GetBytes(payloadType), Nonce) : [1, 2, 3];
        using var transport = new ScriptedTransport(Challenge(domain, payloadType, input));
        using var client = Open(transport);

        var refusal = await Should.ThrowAsync<RefusedToSignException>(() => ListAsync(client));

        refusal.Differences.ShouldHaveSingleItem().ShouldStartWith(difference);
        transport.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_node_that_changes_its_name_gets_no_further_signature()
    {
        var other = "darkswap-authentication-v1:darkswap:another";
        using var transport = new ScriptedTransport(
            Challenge(), Tokens("first"), Page, _ => ScriptedTransport.Problem(401, "unauthorized"),
            Challenge(other, "/darkswap/challenge", SignedEnvelope.SigningInput(other, PayloadTypes.Challenge, Nonce)));
        using var client = Open(transport, audience: null);

        await ListAsync(client);
        time.Advance(TimeSpan.FromHours(1));

        await Should.ThrowAsync<RefusedToSignException>(() => ListAsync(client));
    }

    private static Func<HttpRequestMessage, HttpResponseMessage> Challenge()
    {
        var domain = SigningDomains.Authentication(Audience);
        return Challenge(domain, "/darkswap/challenge", SignedEnvelope.SigningInput(domain, PayloadTypes.Challenge, Nonce));
    }

    private static Func<HttpRequestMessage, HttpResponseMessage> Challenge(string domain, string payloadType, byte[] input) => _ => ScriptedTransport.Json(HttpStatusCode.OK, JsonSerializer.Serialize(new
    {
        challengeId = Guid.Empty,
        domain,
        payloadType,
        nonce = Nonce,
        signingInput = input,
        expiresAt = "2026-11-22T12:02:00Z",
    }));

    private static Func<HttpRequestMessage, HttpResponseMessage> Tokens(string access) => _ => ScriptedTransport.Json(HttpStatusCode.OK, JsonSerializer.Serialize(new
    {
        accessToken = access,
        tokenType = "Bearer",
        expiresIn = 600,
        refreshToken = $"{access}-refresh",
        refreshTokenExpiresAt = "2026-12-22T12:00:00Z",
        subject = "12D3Koo",
        scope = "orders:write",
    }));

    private static HttpResponseMessage Page(HttpRequestMessage request) => ScriptedTransport.Json(HttpStatusCode.OK, EmptyPage);

    private static Task ListAsync(DarkSwapClient client) => client.Orders.ListOrdersAsync(cancellationToken: CancellationToken.None);

    private DarkSwapClient Open(ScriptedTransport transport, string? audience = Audience) => new(new DarkSwapClientOptions
    {
        Address = new Uri("http://127.0.0.1:1"),
        Transport = transport,
        TimeProvider = time,
        RandomSource = new SeededRandomSource(1),
        Credential = Credential.OfUser(key),
        Audience = audience,
    });
}
