using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Hosting.Modules;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Gateway.Tests.Idempotency;

public sealed class IdempotencyTests : IAsyncLifetime
{
    private readonly ManualTimeProvider time = new();
    private ModuleTestHost host = null!;

    private CountingModule.Counter Counter => host.Services.GetRequiredService<CountingModule.Counter>();

    public async Task InitializeAsync() => host = await ModuleTestHost.StartAsync(
        [ModuleRegistration.Of<GatewayModule>(), ModuleRegistration.Of<CountingModule>()], new ModuleTestHostOptions { TimeProvider = time }, CancellationToken.None);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task The_same_key_and_request_get_the_same_answer_and_one_effect()
    {
        using var first = await PostAsync("key", "a");
        using var second = await PostAsync("key", "a");

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.Headers.Location.ShouldBe(first.Headers.Location);
        (await second.Content.ReadAsStringAsync()).ShouldBe("""{"name":"a 1"}""");
        second.Content.Headers.ContentType.ShouldBe(first.Content.Headers.ContentType);
        Counter.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_key_each_request_counts()
    {
        using var first = await PostAsync(null, "a");
        using var second = await PostAsync(null, "a");

        Counter.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_409()
    {
        using var first = await PostAsync("key", "a");
        using var second = await PostAsync("key", "b");

        await ShouldBeProblemAsync(second, HttpStatusCode.Conflict, "idempotency-key-reused");
        Counter.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_repetition_while_the_first_is_under_way_is_409()
    {
        Counter.Gate = new TaskCompletionSource();
        var first = PostAsync("key", "a");
        await Counter.Entered.Task;
        using var second = await PostAsync("key", "a");
        Counter.Gate.SetResult();
        using var answered = await first;

        await ShouldBeProblemAsync(second, HttpStatusCode.Conflict, "idempotency-unanswered");
        answered.StatusCode.ShouldBe(HttpStatusCode.Created);
        Counter.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_caller_that_goes_away_finds_the_answer_later()
    {
        Counter.Gate = new TaskCompletionSource();
        using var impatience = new CancellationTokenSource();
        var first = PostAsync("key", "a", impatience.Token);
        await Counter.Entered.Task;
        await impatience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        Counter.Gate.SetResult();

        using var answer = await UntilAsync(() => PostAsync("key", "a"), response => response.StatusCode == HttpStatusCode.Created);

        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"name":"a 1"}""");
        Counter.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_cannot_be_read_leaves_the_key_free()
    {
        using var first = await SendAsync("key", "things", JsonContent.Create(new { unknown = 1 }), CancellationToken.None);
        using var second = await PostAsync("key", "a");

        first.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        second.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_fault_leaves_the_key_free()
    {
        using var first = await SendAsync("key", "faults", null, CancellationToken.None);
        using var second = await SendAsync("key", "faults", null, CancellationToken.None);

        first.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        using var first = await PostAsync("key", "a");
        time.Advance(TimeSpan.FromHours(25));
        using var second = await PostAsync("key", "b");

        second.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task A_key_that_is_none_is_400(string key)
    {
        using var response = await PostAsync(key, "a");

        await ShouldBeProblemAsync(response, HttpStatusCode.BadRequest, "validation");
        Counter.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Without_the_token_a_key_reserves_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "things") { Content = JsonContent.Create(new { name = "b" }) };
        request.Headers.Add("Idempotency-Key", "key");
        using var refused = await host.Anonymous.SendAsync(request);
        using var accepted = await PostAsync("key", "a");

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private static async Task ShouldBeProblemAsync(HttpResponseMessage response, HttpStatusCode status, string type)
    {
        response.StatusCode.ShouldBe(status);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString().ShouldBe($"urn:darkswap:problem:{type}");
    }

    private static async Task<HttpResponseMessage> UntilAsync(Func<Task<HttpResponseMessage>> send, Func<HttpResponseMessage, bool> isWanted)
    {
        using var limit = Patience.Limit();
        while (true)
        {
            var response = await send();
            if (isWanted(response))
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }
    }

    private Task<HttpResponseMessage> PostAsync(string? key, string name, CancellationToken cancellationToken = default) =>
        SendAsync(key, "things", JsonContent.Create(new { name }), cancellationToken);

    private async Task<HttpResponseMessage> SendAsync(string? key, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        return await host.Operator.SendAsync(request, cancellationToken);
    }
}
