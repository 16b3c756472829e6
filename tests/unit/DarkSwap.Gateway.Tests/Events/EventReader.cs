using System.Net.ServerSentEvents;
using DarkSwap.Testing;

namespace DarkSwap.Gateway.Tests.Events;

/// <summary>A front end that follows events.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly HttpResponseMessage response;
    private readonly IAsyncEnumerator<SseItem<string>> items;
    private readonly CancellationTokenSource limit = Patience.Limit();

    private EventReader(HttpResponseMessage response, Stream stream)
    {
        this.response = response;
        items = SseParser.Create(stream).EnumerateAsync(limit.Token).GetAsyncEnumerator(limit.Token);
    }

    public static async Task<EventReader> OpenAsync(HttpClient client, string path = "events", string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new EventReader(response, await response.Content.ReadAsStreamAsync());
    }

    public async Task<SseItem<string>> NextAsync()
    {
        (await items.MoveNextAsync()).ShouldBeTrue("the stream has ended");
        return items.Current;
    }

    /// <summary>Whether the server ended the stream, with nothing before the end.</summary>
    public async Task<bool> HasEndedAsync()
    {
        try
        {
            return !await items.MoveNextAsync();
        }
        catch (HttpIOException)
        {
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        response.Dispose();
        await limit.CancelAsync();
        limit.Dispose();
    }
}
