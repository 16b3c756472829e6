using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Contracts.Wire;
using DarkSwap.Cryptography;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Gateway.Tests.Authentication;

/// <summary>Users prove keys and get tokens, with a clock of the test's.</summary>
public sealed class UserTokenTests : IAsyncLifetime
{
    private static readonly PrivateKey Key = PrivateKey.FromSeed(Enumerable.Repeat((byte)7, Ed25519.SeedLength).ToArray());
    private static readonly PrivateKey Other = PrivateKey.FromSeed(Enumerable.Repeat((byte)8, Ed25519.SeedLength).ToArray());
    private readonly ManualTimeProvider time = new();
    private ModuleTestHost host = null!;

    public async Task InitializeAsync() => host = await ModuleTestHost.StartAsync<GatewayModule>(
        new ModuleTestHostOptions { TimeProvider = time, Settings = { ["gateway:Tokens:MaximumSessionsPerUser"] = "2", ["gateway:Tokens:MaximumChallenges"] = "10" } }, CancellationToken.None);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task A_challenge_is_bound_to_this_node_and_purpose()
    {
        var challenge = await AskAsync(Key);

        challenge.GetProperty("domain").GetString().ShouldBe($"darkswap-authentication-v1:{TestTokens.Audience}");
        var nonce = challenge.GetProperty("nonce").GetBytesFromBase64();
        nonce.Length.ShouldBe(32);
        challenge.GetProperty("signingInput").GetBytesFromBase64().ShouldBe(SignedEnvelope.SigningInput(SigningDomains.Authentication(TestTokens.Audience), "/darkswap/challenge"u8, nonce));
    }

    [Fact]
    public async Task A_signed_challenge_gives_tokens_of_that_key()
    {
        var tokens = await KeyProof.ProveAsync(host.Anonymous, Key, CancellationToken.None);

        tokens.GetProperty("subject").GetString().ShouldBe(PeerId.FromPublicKey(Key.PublicKey).ToString());
        tokens.GetProperty("scope").GetString().ShouldBe("orders:write trades:read trades:write psbts:write events:read");
        tokens.GetProperty("expiresIn").GetInt32().ShouldBe(600);
        (await StatusOfAsync(tokens)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_access_token_ends_after_ten_minutes_and_half_a_minute_of_grace()
    {
        var tokens = await KeyProof.ProveAsync(host.Anonymous, Key, CancellationToken.None);
        (await StatusOfAsync(tokens)).ShouldBe(HttpStatusCode.OK);

        time.Advance(TimeSpan.FromSeconds(629));
        (await StatusOfAsync(tokens)).ShouldBe(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromSeconds(1));

        (await StatusOfAsync(tokens)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_challenge_is_answered_once()
    {
        var challenge = await AskAsync(Key);

        (await KeyProof.AnswerAsync(host.Anonymous, Key, challenge, CancellationToken.None)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldFailAsync(await KeyProof.AnswerAsync(host.Anonymous, Key, challenge, CancellationToken.None), "challenge-failed");
    }

    [Fact]
    public async Task Of_many_answers_at_once_one_counts()
    {
        var challenge = await AskAsync(Key);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => KeyProof.AnswerAsync(host.Anonymous, Key, challenge, CancellationToken.None)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
    }

    [Fact]
    public async Task A_challenge_ends_after_a_minute()
    {
        var challenge = await AskAsync(Key);
        time.Advance(TimeSpan.FromSeconds(60));

        await ShouldFailAsync(await KeyProof.AnswerAsync(host.Anonymous, Key, challenge, CancellationToken.None), "challenge-failed");
    }

    [Fact]
    public async Task Another_keys_answer_fails_and_uses_the_challenge_up()
    {
        var challenge = await AskAsync(Key);

        await ShouldFailAsync(await KeyProof.AnswerAsync(host.Anonymous, Other, challenge, CancellationToken.None), "challenge-failed");
        await ShouldFailAsync(await KeyProof.AnswerAsync(host.Anonymous, Key, challenge, CancellationToken.None), "challenge-failed");
    }

    [Theory]
    [InlineData("darkswap-order-v1:regtest:0f9188f1")]
    [InlineData("darkswap-authentication-v1:darkswap:another-node")]
    public async Task A_signature_in_another_domain_proves_nothing(string domain)
    {
        var challenge = await AskAsync(Key);
        var signature = Key.Sign(SignedEnvelope.SigningInput(domain, PayloadTypes.Challenge, challenge.GetProperty("nonce").GetBytesFromBase64()));

        using var answer = await host.Anonymous.PostAsJsonAsync("auth/tokens", new { challengeId = challenge.GetProperty("challengeId").GetGuid(), publicKey = Key.PublicKey.ToBytes(), signature });

        await ShouldFailAsync(answer, "challenge-failed");
    }

    [Fact]
    public async Task Too_many_challenges_push_out_the_oldest()
    {
        var first = await AskAsync(Key);
        var last = first;
        for (var number = 0; number < 10; number++)
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            last = await AskAsync(Other);
        }

        await ShouldFailAsync(await KeyProof.AnswerAsync(host.Anonymous, Key, first, CancellationToken.None), "challenge-failed");
        (await KeyProof.AnswerAsync(host.Anonymous, Other, last, CancellationToken.None)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N")]
    [InlineData("16Uiu2HAmLhLvBoYaoZfaMUKuibM6ac163GwKY74c5kiSLg5KvLpY")]
    public async Task A_peer_id_without_an_ed25519_key_is_refused(string peerId)
    {
        using var response = await host.Anonymous.PostAsJsonAsync("auth/challenges", new { peerId });

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_refresh_gives_new_tokens_once()
    {
        var tokens = await KeyProof.ProveAsync(host.Anonymous, Key, CancellationToken.None);

        using var refreshed = await RefreshAsync(tokens);

        var next = await refreshed.Content.ReadFromJsonAsync<JsonElement>();
        next.GetProperty("subject").GetString().ShouldBe(tokens.GetProperty("subject").GetString());
        next.GetProperty("refreshToken").GetString().ShouldNotBe(tokens.GetProperty("refreshToken").GetString());
        (await StatusOfAsync(next)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_used_refresh_token_ends_the_session()
    {
        var tokens = await KeyProof.ProveAsync(host.Anonymous, Key, CancellationToken.None);
        var next = await (await RefreshAsync(tokens)).Content.ReadFromJsonAsync<JsonElement>();

        await ShouldFailAsync(await RefreshAsync(tokens), "refresh-failed");
        await ShouldFailAsync(await RefreshAsync(next), "refresh-failed");
    }

    [Fact]
    public async Task A_refresh_token_that_is_not_used_for_a_day_is_worth_nothing()
    {
        var tokens = await KeyProof.ProveAsync(host.Anonymous, Key, CancellationToken.None);
        time.Advance(TimeSpan.FromDays(1));

        await ShouldFailAsync(await RefreshAsync(tokens), "refresh-failed");
    }

    [Fact]
    public async Task A_session_ends_after_thirty_days_however_often_it_was_refreshed()
    {
        var tokens = await KeyProof.ProveAsync(host.Anonymous, Key, CancellationToken.None);
        for (var hours = 0; hours < (30 * 24) - 20; hours += 20)
        {
            time.Advance(TimeSpan.FromHours(20));
            tokens = await (await RefreshAsync(tokens)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        }

        time.Advance(TimeSpan.FromHours(20));
        await ShouldFailAsync(await RefreshAsync(tokens), "refresh-failed");
    }

    [Fact]
    public async Task A_revoked_session_is_over()
    {
        var tokens = await KeyProof.ProveAsync(host.Anonymous, Key, CancellationToken.None);

        using var revoked = await host.Anonymous.PostAsJsonAsync("auth/tokens/revocations", new { refreshToken = tokens.GetProperty("refreshToken").GetString() });

        revoked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await ShouldFailAsync(await RefreshAsync(tokens), "refresh-failed");
    }

    [Fact]
    public async Task One_session_too_many_ends_the_oldest()
    {
        var sessions = new List<JsonElement>();
        for (var number = 0; number < 3; number++)
        {
            sessions.Add(await KeyProof.ProveAsync(host.Anonymous, Key, CancellationToken.None));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await ShouldFailAsync(await RefreshAsync(sessions[0]), "refresh-failed");
        (await RefreshAsync(sessions[1])).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RefreshAsync(sessions[2])).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("dsr_")]
    [InlineData("dsr_.")]
    [InlineData("dsr_abc.def")]
    [InlineData("something.else")]
    public async Task What_is_no_refresh_token_is_refused(string refreshToken)
    {
        await ShouldFailAsync(await host.Anonymous.PostAsJsonAsync("auth/tokens/refresh", new { refreshToken }), "refresh-failed");
        (await host.Anonymous.PostAsJsonAsync("auth/tokens/revocations", new { refreshToken })).StatusCode.ShouldBe(refreshToken == "dsr_abc.def" ? HttpStatusCode.NoContent : HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task No_answer_with_a_secret_is_kept_for_an_idempotency_key_or_a_cache()
    {
        var answers = new List<string>();
        for (var number = 0; number < 2; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "auth/challenges") { Content = JsonContent.Create(new { peerId = PeerId.FromPublicKey(Key.PublicKey).ToString() }) };
            request.Headers.Add("Idempotency-Key", "key");
            using var response = await host.Anonymous.SendAsync(request);
            response.Headers.CacheControl!.NoStore.ShouldBeTrue();
            answers.Add(await response.Content.ReadAsStringAsync());
        }

        answers[0].ShouldNotBe(answers[1]);
    }

    private static async Task ShouldFailAsync(HttpResponseMessage response, string type)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString().ShouldBe($"urn:darkswap:problem:{type}");
    }

    private async Task<JsonElement> AskAsync(PrivateKey key)
    {
        using var response = await host.Anonymous.PostAsJsonAsync("auth/challenges", new { peerId = PeerId.FromPublicKey(key.PublicKey).ToString() });
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<HttpResponseMessage> RefreshAsync(JsonElement tokens) =>
        host.Anonymous.PostAsJsonAsync("auth/tokens/refresh", new { refreshToken = tokens.GetProperty("refreshToken").GetString() });

    /// <summary>Of a request that a user's token allows and nobody else's: events of trades.</summary>
    private async Task<HttpStatusCode> StatusOfAsync(JsonElement tokens)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "events?types=tradeStateChanged");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("accessToken").GetString());
        using var response = await host.Anonymous.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }
}
