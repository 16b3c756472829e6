using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Gateway.Tests.Proxy;

public sealed class ForwardingFailureTests
{
    [Fact]
    public async Task A_service_that_refuses_connections_is_502_and_says_when_to_try_again()
    {
        await using var gateway = await ProxyStack.StartGatewayAsync(NobodysAddress());

        var response = await gateway.Anonymous.GetAsync("orders");

        response.Headers.RetryAfter.ShouldNotBeNull();
        await ProblemAssertions.IsAsync(response, HttpStatusCode.BadGateway, "bad-gateway");
    }

    [Fact]
    public async Task A_service_that_breaks_off_is_502()
    {
        await using var stack = await ProxyStack.StartAsync();

        await ProblemAssertions.IsAsync(await stack.Http.GetAsync("network/cut"), HttpStatusCode.BadGateway, "bad-gateway");
    }

    [Fact]
    public async Task A_service_that_does_not_answer_in_time_is_504()
    {
        await using var stack = await ProxyStack.StartAsync(("gateway:timeLimits:ordinary", "1"));

        await ProblemAssertions.IsAsync(await stack.Http.PostAsync("orders/slow", null), HttpStatusCode.GatewayTimeout, "gateway-timeout");
    }

    [Fact]
    public async Task A_request_whose_outcome_is_unknown_does_not_run_again_under_its_key()
    {
        await using var stack = await ProxyStack.StartAsync(("gateway:timeLimits:ordinary", "1"));

        using var first = await PostWithKeyAsync(stack.Gateway.Operator);
        var second = await PostWithKeyAsync(stack.Gateway.Operator);

        first.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        await ProblemAssertions.IsAsync(second, HttpStatusCode.Conflict, "idempotency-unanswered");
    }

    [Fact]
    public async Task A_request_that_never_reached_its_service_may_come_again_under_its_key()
    {
        await using var gateway = await ProxyStack.StartGatewayAsync(NobodysAddress());

        using var first = await PostWithKeyAsync(gateway.Operator);
        using var second = await PostWithKeyAsync(gateway.Operator);

        first.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        second.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
    }

    [Fact]
    public async Task Ready_tells_which_service_is_away_and_one_that_is_there_is_enough()
    {
        await using var stack = await ProxyStack.StartAsync(("gateway:services:trade", NobodysAddress()));

        var health = await SettledHealthAsync(stack.Gateway, HttpStatusCode.OK);

        health.GetProperty("status").GetString().ShouldBe("degraded");
        var checks = health.GetProperty("checks");
        checks.GetProperty("orderbook").GetProperty("status").GetString().ShouldBe("healthy");
        checks.GetProperty("trade").GetProperty("status").GetString().ShouldBe("degraded");
        checks.GetProperty("services").GetProperty("status").GetString().ShouldBe("healthy");
        checks.GetProperty("gateway-database").GetProperty("status").GetString().ShouldBe("healthy");
    }

    [Fact]
    public async Task Without_any_service_the_gateway_is_not_ready()
    {
        await using var gateway = await ProxyStack.StartGatewayAsync(NobodysAddress());

        var health = await SettledHealthAsync(gateway, HttpStatusCode.ServiceUnavailable);

        health.GetProperty("checks").GetProperty("services").GetProperty("description").GetString().ShouldBe("No service is ready");
    }

    /// <summary>Asks until every service has been asked and the status is the expected one.</summary>
    private static async Task<JsonElement> SettledHealthAsync(ModuleTestHost gateway, HttpStatusCode expected)
    {
        using var limit = Patience.Limit();
        while (true)
        {
            using var response = await gateway.Anonymous.GetAsync(new Uri(gateway.BaseAddress, "/health/ready"), limit.Token);
            var health = await response.Content.ReadFromJsonAsync<JsonElement>(limit.Token);
            if (response.StatusCode == expected && !health.GetRawText().Contains("asked", StringComparison.Ordinal))
            {
                return health;
            }
        }
    }

    private static async Task<HttpResponseMessage> PostWithKeyAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "orders/slow");
        request.Headers.Add("Idempotency-Key", "one");
        return await http.SendAsync(request);
    }

    /// <summary>An address at which nobody listens.</summary>
    private static string NobodysAddress()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return $"http://{socket.LocalEndPoint}";
    }
}
