using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Standalone;

/// <summary>A node dies by SIGKILL at a named place on the way of one message from one service's outbox to another service's table, and starts again.</summary>
public sealed class CrashPointTests
{
    [Theory]
    [InlineData("connectivity.before-deliver.PeerConnected")]
    [InlineData("gateway.before-commit")]
    [InlineData("gateway.after-commit")]
    [InlineData("connectivity.after-deliver.PeerConnected")]
    [InlineData("connectivity.before-mark")]
    [InlineData("connectivity.after-mark")]
    public async Task An_event_that_was_committed_is_told_once(string place)
    {
        using var otherFolder = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        await using var other = StandaloneProcess.StartIn(otherFolder);
        var address = (await other.WaitForEventAsync("ready", Patience.OfPrograms, CancellationToken.None)).GetProperty("addresses")[0].GetString()!;

        DateTimeOffset died;
        await using (var doomed = StandaloneProcess.StartIn(new Dictionary<string, string?> { ["DARKSWAP_CRASH_AT"] = place }, folder, "--bootstrap", address))
        {
            const int KilledBySignal9 = 137;
            (await doomed.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(KilledBySignal9, doomed.Describe());
            died = TimeProvider.System.GetUtcNow();
        }

        await using var again = StandaloneProcess.StartIn(folder);
        var ready = await again.WaitForEventAsync("ready", Patience.OfPrograms, CancellationToken.None);
        var (token, api) = (await File.ReadAllTextAsync(ready.GetProperty("tokenFile").GetString()!), ready.GetProperty("api").GetString()!);
        await RedialAsync(api, token, address);

        // The second connection's event comes after whatever the first left: when it is here, all of the first is here too.
        var connected = await ReadUntilAsync(api, token, died);
        connected.Count(time => time < died).ShouldBe(1);
        connected.ShouldBeUnique();
    }

    private static async Task RedialAsync(string api, string token, string address)
    {
        using var client = Client(api, token);
        using var response = await client.PostAsync("network/peers", new StringContent($$"""{"address":"{{address}}"}""", new MediaTypeHeaderValue("application/json")));
        response.EnsureSuccessStatusCode();
    }

    private static async Task<List<DateTimeOffset>> ReadUntilAsync(string api, string token, DateTimeOffset after)
    {
        using var client = Client(api, token);
        client.DefaultRequestHeaders.Add("Last-Event-ID", "0");
        using var limit = new CancellationTokenSource(Patience.OfPrograms, TimeProvider.System);
        await using var stream = await client.GetStreamAsync("events?types=peerConnected", limit.Token);
        var times = new List<DateTimeOffset>();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(limit.Token))
        {
            times.Add(JsonDocument.Parse(item.Data).RootElement.GetProperty("occurredAt").GetDateTimeOffset());
            if (times[^1] > after)
            {
                break;
            }
        }

        return times;
    }

    private static HttpClient Client(string api, string token)
    {
        var client = new HttpClient { BaseAddress = new Uri(new Uri(api), "/api/v1/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        return client;
    }
}
