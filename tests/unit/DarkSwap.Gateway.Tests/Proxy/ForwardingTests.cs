using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using DarkSwap.Gateway.Tests.Tls;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Gateway.Tests.Proxy;

public sealed class ForwardingTests
{
    [Theory]
    [InlineData("orders")]
    [InlineData("orders?limit=5&cursor=a%2Bb")]
    [InlineData("orders/RUNE:840000:3")]
    [InlineData("orders/a%2Fb/c%20d")]
    public async Task A_request_reaches_its_service_as_it_was_sent(string path)
    {
        await using var stack = await ProxyStack.StartAsync();

        var seen = await stack.Http.GetFromJsonAsync<SampleServices.Seen>(path);

        Uri.UnescapeDataString(seen!.Path).ShouldBe(Uri.UnescapeDataString($"/api/v1/{path}"));
    }

    [Fact]
    public async Task The_service_is_told_whom_the_gateway_believes_to_have_asked_and_no_one_elses_word()
    {
        await using var stack = await ProxyStack.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "orders");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Prefix", "/evil");
        request.Headers.Add("Forwarded", "for=203.0.113.7");

        using var response = await stack.Http.SendAsync(request);

        var headers = (await response.Content.ReadFromJsonAsync<SampleServices.Seen>())!.Headers;
        headers["X-Forwarded-For"].ShouldBe("127.0.0.1");
        headers["X-Forwarded-Host"].ShouldBe(stack.Gateway.BaseAddress.Authority);
        headers["X-Forwarded-Proto"].ShouldBe("http");
        headers.ShouldNotContainKey("X-Forwarded-Prefix");
        headers.ShouldNotContainKey("Forwarded");
    }

    [Fact]
    public async Task Location_leads_back_to_the_gateway()
    {
        await using var stack = await ProxyStack.StartAsync();

        using var response = await stack.Http.PostAsync("orders", null);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.Location!.OriginalString.ShouldBe("/api/v1/orders/7?a=b");
    }

    [Fact]
    public async Task An_answer_comes_through_piece_by_piece()
    {
        await using var stack = await ProxyStack.StartAsync();
        using var response = await stack.Http.GetAsync("network/stream", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());

        (await lines.ReadLineAsync()).ShouldBe("data: 1");
        stack.Services.Services.GetRequiredService<SampleServices.Gates>().Open.SetResult();

        await lines.ReadLineAsync();
        (await lines.ReadLineAsync()).ShouldBe("data: 2");
    }

    [Fact]
    public async Task WebSockets_pass()
    {
        await using var stack = await ProxyStack.StartAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(new Uri(stack.Gateway.BaseAddress, "network/signaling")) { Scheme = "ws" }.Uri, CancellationToken.None);

        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);

        var buffer = new byte[64];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        Encoding.UTF8.GetString(buffer, 0, received.Count).ShouldBe("hello");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    /// <summary>As browsers open them where the gateway speaks TLS: on a stream of a connection that has others (RFC 8441).</summary>
    [Fact]
    public async Task WebSockets_pass_over_HTTP_2()
    {
        using var certificate = new TestCertificate(TimeProvider.System.GetUtcNow());
        await using var stack = await ProxyStack.StartAsync(certificate.Settings);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => presented!.GetCertHashString() == certificate.Thumbprint;
        using var http = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        (await http.GetAsync(new Uri(stack.Gateway.BaseAddress, "orders"))).Version.ShouldBe(HttpVersion.Version20);

        var sockets = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OpenAsync()));

        foreach (var (socket, number) in sockets.Select((socket, index) => (socket, index)))
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes($"hello {number}"), WebSocketMessageType.Text, true, CancellationToken.None);
            var buffer = new byte[64];
            var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            Encoding.UTF8.GetString(buffer, 0, received.Count).ShouldBe($"hello {number}");
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            socket.HttpStatusCode.ShouldBe(HttpStatusCode.OK, "an extended CONNECT is answered with 200, an upgrade with 101");
            socket.Dispose();
        }

        async Task<ClientWebSocket> OpenAsync()
        {
            var socket = new ClientWebSocket();
            socket.Options.HttpVersion = HttpVersion.Version20;
            socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
            socket.Options.CollectHttpResponseDetails = true;
            await socket.ConnectAsync(new UriBuilder(new Uri(stack.Gateway.BaseAddress, "network/signaling")) { Scheme = "wss" }.Uri, http, CancellationToken.None);
            return socket;
        }
    }

    [Fact]
    public async Task Events_are_the_gateways_own()
    {
        await using var stack = await ProxyStack.StartAsync();

        using var response = await stack.Http.GetAsync("events", HttpCompletionOption.ResponseHeadersRead);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
    }

    [Fact]
    public async Task A_path_that_is_nobodys_is_404()
    {
        await using var stack = await ProxyStack.StartAsync();

        await ProblemAssertions.IsAsync(await stack.Http.GetAsync("nowhere"), HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_method_that_the_api_does_not_know_stops_at_the_gateway()
    {
        await using var stack = await ProxyStack.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Trace, "orders");

        await ProblemAssertions.IsAsync(await stack.Http.SendAsync(request), HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }

    [Fact]
    public async Task A_services_own_problem_comes_through_unchanged()
    {
        await using var stack = await ProxyStack.StartAsync();

        using var response = await stack.Http.PostAsJsonAsync("orders/drafts", new { side = "sell", unknown = 1 });

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("unknown", out _).ShouldBeTrue();
    }
}
