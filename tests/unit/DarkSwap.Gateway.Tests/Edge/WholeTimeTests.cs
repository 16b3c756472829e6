using System.Net;
using System.Net.WebSockets;
using DarkSwap.Gateway.Tests.Hostile;
using DarkSwap.Gateway.Tests.Proxy;
using DarkSwap.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Gateway.Tests.Edge;

/// <summary>On a clock of the test's: nobody is silent for long, and yet the request takes too long as a whole.</summary>
public sealed class WholeTimeTests : IAsyncLifetime
{
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(150);

    private readonly ManualTimeProvider clock = new();
    private ProxyStack stack = null!;

    public async Task InitializeAsync() => stack = await ProxyStack.StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(clock));

    public async Task DisposeAsync() => await stack.DisposeAsync();

    [Theory]
    [InlineData("POST /api/v1/coins/addresses", "through the gateway")]
    [InlineData("POST /api/v1/auth/challenges", "by the gateway")]
    public async Task A_body_that_trickles_in_is_not_waited_for(string operation, string name)
    {
        await using var connection = await RawConnection.OpenAsync(stack.Gateway.BaseAddress.Port);
        await connection.SendAsync($"{operation} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{{");

        var (status, body) = await PassTimeUntilAsync(connection.ReceiveAsync());

        status.ShouldBe(504, name);
        RawConnection.ProblemTypeOf(body).ShouldBe("urn:darkswap:problem:gateway-timeout");
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_504()
    {
        var answering = stack.Http.PostAsync("orders/slow", null);
        await Gates().Entered.Task;

        await ProblemAssertions.IsAsync(await PassTimeUntilAsync(answering), HttpStatusCode.GatewayTimeout, "gateway-timeout");
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_broken_off()
    {
        using var response = await stack.Http.GetAsync("network/stream", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await lines.ReadLineAsync()).ShouldBe("data: 1");

        var rest = lines.ReadToEndAsync();

        await Should.ThrowAsync<Exception>(() => PassTimeUntilAsync(rest));
    }

    [Fact]
    public async Task A_caller_that_is_quick_has_the_same_connection_for_as_long_as_it_likes()
    {
        await using var connection = await RawConnection.OpenAsync(stack.Gateway.BaseAddress.Port);
        for (var request = 0; request < 3; request++)
        {
            await connection.SendAsync("GET /api/v1/orders HTTP/1.1\r\nHost: localhost\r\n\r\n");
            (await connection.ReceiveAsync()).Status.ShouldBe(200);
            clock.Advance(Whole);
        }
    }

    [Fact]
    public async Task Events_and_WebSockets_last()
    {
        using var events = await stack.Http.GetAsync("events", HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await events.Content.ReadAsStreamAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(new Uri(stack.Gateway.BaseAddress, "network/signaling")) { Scheme = "ws" }.Uri, CancellationToken.None);

        clock.Advance(Whole * 10);

        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        (await socket.ReceiveAsync(new byte[64].AsMemory(), CancellationToken.None)).Count.ShouldBe(5);
        (await stream.ReadAsync(new byte[64])).ShouldBePositive("it says now and then that it is there");
    }

    private SampleServices.Gates Gates() => stack.Services.Services.GetRequiredService<SampleServices.Gates>();

    /// <summary>In steps, since the request may not have begun when this does.</summary>
    private async Task<TResult> PassTimeUntilAsync<TResult>(Task<TResult> end)
    {
        using var limit = Patience.Limit();
        while (!end.IsCompleted)
        {
            clock.Advance(Whole / 10);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
        }

        return await end;
    }
}
