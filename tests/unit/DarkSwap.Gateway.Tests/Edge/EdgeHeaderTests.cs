using System.Net;
using System.Net.Http.Json;
using DarkSwap.Gateway.Tests.Proxy;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Gateway.Tests.Edge;

public sealed class EdgeHeaderTests
{
    private const string Origin = "https://app.example";

    [Theory]
    [InlineData("orders", HttpStatusCode.OK)]
    [InlineData("nowhere", HttpStatusCode.NotFound)]
    [InlineData("events?types=everything", HttpStatusCode.BadRequest)]
    [InlineData("events?pair=none", HttpStatusCode.BadRequest)]
    public async Task Every_answer_tells_browsers_to_do_nothing_with_it(string path, HttpStatusCode status)
    {
        await using var stack = await ProxyStack.StartAsync();

        using var response = await stack.Http.GetAsync(path);

        response.StatusCode.ShouldBe(status);
        ValueOf(response, "X-Content-Type-Options").ShouldBe("nosniff");
        ValueOf(response, "Content-Security-Policy").ShouldStartWith("default-src 'none'; frame-ancestors 'none'");
        ValueOf(response, "Referrer-Policy").ShouldBe("no-referrer");
        response.Headers.Contains("Server").ShouldBeFalse();
        response.Headers.Contains("Strict-Transport-Security").ShouldBeFalse("that is for TLS alone");
    }

    [Fact]
    public async Task The_page_that_reads_the_document_may_run_its_own_scripts_and_no_others()
    {
        await using var stack = await ProxyStack.StartAsync();

        using var response = await stack.Http.GetAsync(new Uri(stack.Gateway.BaseAddress, "/docs/index.html"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        ValueOf(response, "Content-Security-Policy").ShouldContain("script-src 'self';");
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("<script>");
    }

    [Fact]
    public async Task A_preflight_of_a_listed_origin_is_answered_before_anybody_is_authenticated()
    {
        await using var stack = await ProxyStack.StartAsync(("cors:origins:0", Origin));
        using var request = new HttpRequestMessage(HttpMethod.Options, "orders/drafts");
        request.Headers.Add("Origin", Origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,idempotency-key");

        using var response = await stack.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        ValueOf(response, "Access-Control-Allow-Origin").ShouldBe(Origin);
        ValueOf(response, "Access-Control-Allow-Methods").ShouldContain("POST");
        ValueOf(response, "Access-Control-Allow-Headers").ShouldContain("Idempotency-Key");
        response.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
    }

    [Theory]
    [InlineData("orders", HttpStatusCode.OK)]
    [InlineData("nowhere", HttpStatusCode.NotFound)]
    [InlineData("events?types=everything", HttpStatusCode.BadRequest)]
    public async Task A_page_of_a_listed_origin_may_read_answers_and_problems_and_the_headers_that_tell_something(string path, HttpStatusCode status)
    {
        await using var stack = await ProxyStack.StartAsync(("cors:origins:0", "https://other.example"), ("cors:origins:1", Origin));

        using var response = await GetFromAsync(stack, path, Origin);

        response.StatusCode.ShouldBe(status);
        ValueOf(response, "Access-Control-Allow-Origin").ShouldBe(Origin);
        ValueOf(response, "Access-Control-Expose-Headers").ShouldContain("RateLimit-Remaining");
        ValueOf(response, "Access-Control-Expose-Headers").ShouldContain("Location");
        ValueOf(response, "Vary").ShouldContain("Origin");
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://app.example.evil.example")]
    [InlineData("http://app.example")]
    [InlineData("null")]
    public async Task A_page_of_another_origin_may_not(string origin)
    {
        await using var stack = await ProxyStack.StartAsync(("cors:origins:0", Origin));

        using var response = await GetFromAsync(stack, "orders", origin);

        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task A_listed_proxys_word_about_the_caller_counts_and_its_prefix_is_put_before_locations()
    {
        await using var stack = await ProxyStack.StartAsync(("gateway:trustedProxies:0", "127.0.0.1"), ("gateway:trustedProxies:1", "10.0.0.0/8"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "orders");
        request.Headers.Add("X-Forwarded-For", "203.0.113.66, 198.51.100.7, 10.0.0.9");
        request.Headers.Add("X-Forwarded-Proto", "https,https,https");
        request.Headers.Add("X-Forwarded-Host", "evil.example,node.example,node.example");
        request.Headers.Add("X-Forwarded-Prefix", "/darkswap");

        using var response = await stack.Http.SendAsync(request);

        var headers = (await response.Content.ReadFromJsonAsync<SampleServices.Seen>())!.Headers;
        headers["X-Forwarded-For"].ShouldBe("198.51.100.7", "the nearest address that is no listed proxy");
        headers["X-Forwarded-Proto"].ShouldBe("https");
        headers["X-Forwarded-Host"].ShouldBe("node.example");
        response.Headers.Location!.OriginalString.ShouldBe("/darkswap/api/v1/orders/7?a=b");
        ValueOf(response, "Strict-Transport-Security").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Where_a_proxy_speaks_TLS_nobody_comes_around_it_but_for_health()
    {
        await using var gateway = await ProxyStack.StartGatewayAsync("http://127.0.0.1:9", null, ("tls:behindProxy", "true"), ("gateway:trustedProxies:0", "10.0.0.7"));

        await ProblemAssertions.IsAsync(await gateway.Anonymous.GetAsync("events"), HttpStatusCode.Forbidden, "not-through-proxy");
        using var health = await gateway.Anonymous.GetAsync(new Uri(gateway.BaseAddress, "/health/live"));
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_standalone_node_has_the_same_edge()
    {
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(CancellationToken.None);

        using var response = await host.Anonymous.GetAsync("nowhere");

        ValueOf(response, "X-Content-Type-Options").ShouldBe("nosniff");
        ValueOf(response, "RateLimit-Limit").ShouldBe("1000");
    }

    private static async Task<HttpResponseMessage> GetFromAsync(ProxyStack stack, string path, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", origin);
        return await stack.Http.SendAsync(request);
    }

    private static string ValueOf(HttpResponseMessage response, string name) => string.Join(", ", response.Headers.TryGetValues(name, out var values) ? values : []);
}
