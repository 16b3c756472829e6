using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using DarkSwap.Gateway.Tests.Proxy;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Gateway.Tests.RateLimits;

public sealed class RateLimitTests
{
    private static readonly (string, string?)[] ThreeReads = [("gateway:rateLimits:read:burst", "3"), ("gateway:rateLimits:read:perSecond", "1")];

    [Fact]
    public async Task Answers_tell_where_the_caller_stands_and_the_refusal_when_to_come_again()
    {
        var time = new ManualTimeProvider();
        await using var host = await StartAsync(time, ThreeReads);

        foreach (var remaining in new[] { "2", "1", "0" })
        {
            using var allowed = await host.Anonymous.GetAsync("nowhere");
            allowed.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            ValueOf(allowed, "RateLimit-Limit").ShouldBe("3");
            ValueOf(allowed, "RateLimit-Remaining").ShouldBe(remaining);
        }

        var refused = await host.Anonymous.GetAsync("nowhere");
        ValueOf(refused, "RateLimit-Remaining").ShouldBe("0");
        ValueOf(refused, "RateLimit-Reset").ShouldBe("3");
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        await ProblemAssertions.IsAsync(refused, HttpStatusCode.TooManyRequests, "too-many-requests");

        time.Advance(TimeSpan.FromSeconds(1));
        using var again = await host.Anonymous.GetAsync("nowhere");
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Classes_have_limits_of_their_own_and_health_has_none()
    {
        await using var host = await StartAsync(new ManualTimeProvider(), ThreeReads);
        await ExhaustAsync(host.Anonymous, "nowhere");

        using var write = await host.Anonymous.PostAsync("nowhere", null);
        write.StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            using var health = await host.Anonymous.GetAsync(new Uri(host.BaseAddress, "/health/live"));
            health.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_caller_with_a_credential_is_limited_by_it_and_not_by_the_address_and_the_nodes_own_may_do_more()
    {
        await using var host = await StartAsync(new ManualTimeProvider(), [.. ThreeReads, ("gateway:rateLimits:ownFactor", "4")]);
        await ExhaustAsync(host.Anonymous, "nowhere");

        using var response = await host.Operator.GetAsync("nowhere");

        ValueOf(response, "RateLimit-Limit").ShouldBe("12");
        ValueOf(response, "RateLimit-Remaining").ShouldBe("11");
    }

    [Fact]
    public async Task Whoever_guesses_credentials_is_stopped_before_the_next_is_looked_at_even_if_that_is_right()
    {
        var time = new ManualTimeProvider();
        await using var host = await StartAsync(time, ("gateway:rateLimits:failures:burst", "3"), ("gateway:rateLimits:failures:perSecond", "1"));
        using var guesser = new HttpClient { BaseAddress = host.BaseAddress };
        guesser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "guess");
        for (var guess = 0; guess < 3; guess++)
        {
            using var wrong = await guesser.GetAsync("auth/api-keys");
            wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        await ProblemAssertions.IsAsync(await guesser.GetAsync("auth/api-keys"), HttpStatusCode.TooManyRequests, "too-many-requests");
        await ProblemAssertions.IsAsync(await host.Operator.GetAsync("auth/api-keys"), HttpStatusCode.TooManyRequests, "too-many-requests");
        using var anonymous = await host.Anonymous.GetAsync("nowhere");
        anonymous.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        time.Advance(TimeSpan.FromSeconds(1));
        using var later = await host.Operator.GetAsync("auth/api-keys");
        later.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Callers_behind_a_listed_proxy_are_told_apart_by_the_address_that_it_names()
    {
        await using var host = await StartAsync(new ManualTimeProvider(), [.. ThreeReads, ("gateway:trustedProxies:0", "127.0.0.1")]);

        (await RemainingAsync(host, "203.0.113.1")).ShouldBe("2");
        (await RemainingAsync(host, "203.0.113.1")).ShouldBe("1");
        (await RemainingAsync(host, "203.0.113.2")).ShouldBe("2");
        (await RemainingAsync(host, "2001:db8:1:2::1")).ShouldBe("2");
        (await RemainingAsync(host, "2001:db8:1:2::2")).ShouldBe("1");
    }

    [Fact]
    public async Task Nobody_else_gets_a_new_limit_by_naming_another_address()
    {
        await using var host = await StartAsync(new ManualTimeProvider(), ThreeReads);

        (await RemainingAsync(host, "203.0.113.1")).ShouldBe("2");
        (await RemainingAsync(host, "203.0.113.2")).ShouldBe("1");
    }

    [Fact]
    public async Task One_source_has_so_many_streams_at_once_and_a_closed_one_makes_room()
    {
        await using var host = await StartAsync(null, ("gateway:rateLimits:openStreams", "2"));
        using var first = await host.Anonymous.GetAsync("events", HttpCompletionOption.ResponseHeadersRead);
        var second = await host.Anonymous.GetAsync("events", HttpCompletionOption.ResponseHeadersRead);

        await ProblemAssertions.IsAsync(await host.Anonymous.GetAsync("events", HttpCompletionOption.ResponseHeadersRead), HttpStatusCode.TooManyRequests, "too-many-requests");
        second.Dispose();

        using var limit = Patience.Limit();
        HttpStatusCode status;
        do
        {
            using var third = await host.Anonymous.GetAsync("events", HttpCompletionOption.ResponseHeadersRead, limit.Token);
            status = third.StatusCode;
        }
        while (status == HttpStatusCode.TooManyRequests);

        status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nothing_is_limited_where_the_operator_says_so()
    {
        await using var host = await StartAsync(new ManualTimeProvider(), [.. ThreeReads, ("gateway:rateLimits:enabled", "false")]);

        for (var attempt = 0; attempt < 10; attempt++)
        {
            using var response = await host.Anonymous.GetAsync("nowhere");
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            response.Headers.Contains("RateLimit-Limit").ShouldBeFalse();
        }
    }

    private static Task<ModuleTestHost> StartAsync(TimeProvider? time, params (string Key, string? Value)[] settings)
    {
        var options = new ModuleTestHostOptions { TimeProvider = time };
        foreach (var (key, value) in settings)
        {
            options.Settings[key] = value;
        }

        return ModuleTestHost.StartAsync<GatewayModule>(options, CancellationToken.None);
    }

    private static async Task ExhaustAsync(HttpClient http, string path)
    {
        HttpStatusCode status;
        do
        {
            using var response = await http.GetAsync(path);
            status = response.StatusCode;
        }
        while (status != HttpStatusCode.TooManyRequests);
    }

    private static async Task<string> RemainingAsync(ModuleTestHost host, string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "nowhere");
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var response = await host.Anonymous.SendAsync(request);
        return int.Parse(ValueOf(response, "RateLimit-Remaining"), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }

    private static string ValueOf(HttpResponseMessage response, string name) => string.Join(", ", response.Headers.TryGetValues(name, out var values) ? values : []);
}
