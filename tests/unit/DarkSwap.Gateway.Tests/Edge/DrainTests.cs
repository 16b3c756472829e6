using System.Collections.Concurrent;
using System.Net;
using DarkSwap.Gateway.Tests.Proxy;
using DarkSwap.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Gateway.Tests.Edge;

public sealed class DrainTests
{
    /// <summary>Callers do as a load balancer does: they leave when the gateway says that it is not ready. Until then, and for what they had begun, nothing fails.</summary>
    [Fact]
    public async Task A_stop_under_load_fails_no_request()
    {
        await using var stack = await ProxyStack.StartAsync(("gateway:drainSeconds", "5"));
        var gates = stack.Services.Services.GetRequiredService<SampleServices.Gates>();
        using var isUnready = new CancellationTokenSource();
        var failures = new ConcurrentQueue<string>();
        var answered = 0;
        var callers = Enumerable.Range(0, 8).Select(_ => CallAsync()).ToList();
        var slow = stack.Http.PostAsync("orders/slow", null);
        await gates.Entered.Task;
        var stream = await stack.Http.GetAsync("events", HttpCompletionOption.ResponseHeadersRead);
        var streamEnd = stream.Content.ReadAsStringAsync();

        var stop = stack.Gateway.StopAsync(CancellationToken.None);
        await WatchAsync();
        await Task.WhenAll(callers);
        await streamEnd.WaitAsync(Patience.OfPrograms, TimeProvider.System);
        gates.Open.SetResult();

        using (var answer = await slow)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await stop.WaitAsync(Patience.OfPrograms, TimeProvider.System);
        failures.ShouldBeEmpty();
        answered.ShouldBeGreaterThan(0);
        stream.Dispose();

        async Task CallAsync()
        {
            while (!isUnready.IsCancellationRequested)
            {
                try
                {
                    using var response = await stack.Http.GetAsync("orders");
                    if (response.StatusCode != HttpStatusCode.OK)
                    {
                        failures.Enqueue(response.StatusCode.ToString());
                    }

                    Interlocked.Increment(ref answered);
                }
                catch (HttpRequestException exception)
                {
                    failures.Enqueue(exception.Message);
                }
            }
        }

        async Task WatchAsync()
        {
            HttpStatusCode status;
            do
            {
                using var response = await stack.Http.GetAsync(new Uri(stack.Gateway.BaseAddress, "/health/ready"));
                status = response.StatusCode;
            }
            while (status == HttpStatusCode.OK);

            await isUnready.CancelAsync();
        }
    }

    [Fact]
    [Trait("Category", "Server")]
    public async Task A_gateway_that_gets_SIGTERM_says_that_it_is_unready_ends_its_streams_and_exits_with_0()
    {
        using var folder = new TemporaryFolder();
        var port = LoopbackPorts.Find(1)[0];
        string[] arguments = ["--data", folder.Path, "--api", $"127.0.0.1:{port}"];
        await using (var migration = BuiltProgram.Start("gateway/DarkSwap.Gateway", [.. arguments, "--migrate"], null))
        {
            (await migration.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(0, migration.Describe());
        }

        await using var gateway = BuiltProgram.Start("gateway/DarkSwap.Gateway", arguments, new Dictionary<string, string?> { ["DARKSWAP_GATEWAY__DRAINSECONDS"] = "10" });
        await gateway.WaitForEventAsync("ready", Patience.OfPrograms, CancellationToken.None);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var stream = await http.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
        var streamEnd = stream.Content.ReadAsStringAsync();

        gateway.Terminate();

        await streamEnd.WaitAsync(Patience.OfPrograms, TimeProvider.System);
        using var ready = await http.GetAsync("/health/ready");
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync()).ShouldContain("Stopping");
        (await gateway.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(0, gateway.Describe());
    }
}
