using System.Net;
using System.Net.Http.Json;
using DarkSwap.Shared.Tests.Hosting.Samples;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Shared.Tests.Hosting.Node;

public sealed class SizedAnswerTests : IAsyncLifetime
{
    private ModuleTestHost host = null!;

    public async Task InitializeAsync() => host = await ModuleTestHost.StartAsync<WebModule>(CancellationToken.None);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50_000)]
    public async Task An_answer_says_how_long_it_is_and_comes_whole(int count)
    {
        using var response = await host.Anonymous.GetAsync($"things/many?count={count}", HttpCompletionOption.ResponseHeadersRead);

        response.Headers.TransferEncodingChunked.ShouldNotBe(true);
        var length = response.Content.Headers.ContentLength.ShouldNotBeNull();
        var body = await response.Content.ReadAsByteArrayAsync();
        body.Length.ShouldBe((int)length);
        (await response.Content.ReadFromJsonAsync<string[]>())!.ShouldBe(Enumerable.Range(0, count).Select(number => $"thing {number}"));
    }

    [Fact]
    public async Task A_refusal_says_how_long_it_is()
    {
        using var response = await host.Anonymous.DeleteAsync($"things/{Guid.Empty}");

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        response.Headers.TransferEncodingChunked.ShouldNotBe(true);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task What_fails_while_it_is_written_is_a_problem_and_not_half_an_answer()
    {
        using var response = await host.Anonymous.GetAsync("things/broken");

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }
}
