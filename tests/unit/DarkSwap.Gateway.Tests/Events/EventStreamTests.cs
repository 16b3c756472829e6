using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Cryptography;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Gateway.Tests.Events;

public sealed class EventStreamTests
{
    [Fact]
    public async Task A_reader_sees_what_happens_from_now_on_with_amounts_as_strings()
    {
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(CancellationToken.None);
        await host.DeliverAsync(SampleEvents.OrderOpened("before"), CancellationToken.None);
        await using var reader = await EventReader.OpenAsync(host.Anonymous);

        await host.DeliverAsync(SampleEvents.OrderOpened("after"), CancellationToken.None);

        var item = await reader.NextAsync();
        item.EventType.ShouldBe("orderOpened");
        item.EventId.ShouldBe("2");
        var data = JsonDocument.Parse(item.Data).RootElement;
        data.GetProperty("orderId").GetString().ShouldBe("after");
        data.GetProperty("baseAmount").GetString().ShouldBe("340282366920938463463374607431768211455");
        data.GetProperty("price").GetProperty("quote").GetString().ShouldBe("3");
        data.GetProperty("status").GetString().ShouldBe("open");
        data.GetProperty("occurredAt").GetString().ShouldBe("2026-11-22T12:00:00Z");
    }

    [Fact]
    public async Task A_reader_that_comes_back_misses_nothing_and_sees_nothing_twice()
    {
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(CancellationToken.None);
        string? last;
        await using (var reader = await EventReader.OpenAsync(host.Anonymous))
        {
            await host.DeliverAsync(SampleEvents.OrderOpened("1"), CancellationToken.None);
            last = (await reader.NextAsync()).EventId;
        }

        await host.DeliverAsync(SampleEvents.OrderOpened("2"), CancellationToken.None);
        await host.DeliverAsync(SampleEvents.OrderOpened("3"), CancellationToken.None);
        await using var again = await EventReader.OpenAsync(host.Anonymous, lastEventId: last);

        (await again.NextAsync()).Data.ShouldContain("\"orderId\":\"2\"");
        (await again.NextAsync()).Data.ShouldContain("\"orderId\":\"3\"");
    }

    [Fact]
    public async Task A_message_that_comes_twice_is_one_event()
    {
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(CancellationToken.None);
        await using var reader = await EventReader.OpenAsync(host.Anonymous);
        var message = SampleEvents.OrderOpened("1");

        await host.DeliverAsync(message, CancellationToken.None);
        await host.DeliverAsync(message, CancellationToken.None);
        await host.DeliverAsync(SampleEvents.OrderOpened("2"), CancellationToken.None);

        (await reader.NextAsync()).Data.ShouldContain("\"orderId\":\"1\"");
        (await reader.NextAsync()).Data.ShouldContain("\"orderId\":\"2\"");
    }

    [Fact]
    public async Task The_log_and_its_ids_survive_a_restart()
    {
        using var folder = new TemporaryFolder();
        var options = new ModuleTestHostOptions { DataFolder = folder.Path };
        await using (var host = await ModuleTestHost.StartAsync<GatewayModule>(options, CancellationToken.None))
        {
            await host.DeliverAsync(SampleEvents.OrderOpened("1"), CancellationToken.None);
            await host.DeliverAsync(SampleEvents.OrderOpened("2"), CancellationToken.None);
        }

        await using var second = await ModuleTestHost.StartAsync<GatewayModule>(options, CancellationToken.None);
        await using var reader = await EventReader.OpenAsync(second.Anonymous, lastEventId: "1");

        (await reader.NextAsync()).EventId.ShouldBe("2");
    }

    [Fact]
    public async Task Filters_by_type_and_pair()
    {
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(CancellationToken.None);
        await using var reader = await EventReader.OpenAsync(host.Operator, "events?types=orderOpened,tradeStateChanged&pair=RUNE:840000:3/BTC");

        await host.DeliverAsync(SampleEvents.PeerConnected(), CancellationToken.None);
        await host.DeliverAsync(SampleEvents.OrderOpened("other pair", "RUNE:1:1"), CancellationToken.None);
        await host.DeliverAsync(SampleEvents.TradeStateChanged(), CancellationToken.None);
        await host.DeliverAsync(SampleEvents.OrderOpened("wanted"), CancellationToken.None);

        (await reader.NextAsync()).EventType.ShouldBe("tradeStateChanged");
        (await reader.NextAsync()).Data.ShouldContain("wanted");
    }

    [Fact]
    public async Task Trades_and_peers_are_for_the_operator_alone()
    {
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(CancellationToken.None);
        using var refused = await host.Anonymous.GetAsync("events?types=tradeStateChanged");
        await using var anonymous = await EventReader.OpenAsync(host.Anonymous);
        await using var operators = await EventReader.OpenAsync(host.Operator);

        await host.DeliverAsync(SampleEvents.TradeStateChanged(), CancellationToken.None);
        await host.DeliverAsync(SampleEvents.PeerConnected(), CancellationToken.None);
        await host.DeliverAsync(SampleEvents.OrderOpened("1"), CancellationToken.None);

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await anonymous.NextAsync()).EventType.ShouldBe("orderOpened");
        (await operators.NextAsync()).EventType.ShouldBe("tradeStateChanged");
        (await operators.NextAsync()).EventType.ShouldBe("peerConnected");
    }

    [Fact]
    public async Task A_user_follows_orders_and_own_trades_and_nothing_else()
    {
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(CancellationToken.None);
        var key = PrivateKey.FromSeed(Enumerable.Repeat((byte)7, Ed25519.SeedLength).ToArray());
        var tokens = await KeyProof.ProveAsync(host.Anonymous, key, CancellationToken.None);
        using var user = new HttpClient { BaseAddress = host.BaseAddress };
        user.DefaultRequestHeaders.Authorization = new("Bearer", tokens.GetProperty("accessToken").GetString());
        using var refused = await user.GetAsync("events?types=peerConnected");
        await using var reader = await EventReader.OpenAsync(user);

        await host.DeliverAsync(SampleEvents.TradeStateChanged(), CancellationToken.None);
        await host.DeliverAsync(SampleEvents.TradeStateChanged("12D3KooWAnother"), CancellationToken.None);
        await host.DeliverAsync(SampleEvents.PeerConnected(), CancellationToken.None);
        await host.DeliverAsync(SampleEvents.TradeStateChanged(tokens.GetProperty("subject").GetString()), CancellationToken.None);
        await host.DeliverAsync(SampleEvents.OrderOpened("1"), CancellationToken.None);

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await reader.NextAsync()).EventId.ShouldBe("4");
        (await reader.NextAsync()).EventType.ShouldBe("orderOpened");
    }

    [Fact]
    public async Task A_stream_ends_with_its_token()
    {
        var time = new ManualTimeProvider();
        var options = new ModuleTestHostOptions { TimeProvider = time, Settings = { ["gateway:Events:WriteTimeout"] = "00:05:00" } };
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(options, CancellationToken.None);
        var key = PrivateKey.FromSeed(Enumerable.Repeat((byte)7, Ed25519.SeedLength).ToArray());
        var tokens = await KeyProof.ProveAsync(host.Anonymous, key, CancellationToken.None);
        using var user = new HttpClient { BaseAddress = host.BaseAddress };
        user.DefaultRequestHeaders.Authorization = new("Bearer", tokens.GetProperty("accessToken").GetString());
        await using var reader = await EventReader.OpenAsync(user);

        time.Advance(TimeSpan.FromMinutes(10));

        (await reader.HasEndedAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_token_that_is_not_valid_is_401_rather_than_a_stream_of_what_is_open()
    {
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(CancellationToken.None);
        using var request = new HttpRequestMessage(HttpMethod.Get, "events");
        request.Headers.Authorization = new("Bearer", "nothing");

        using var response = await host.Anonymous.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("events?types=everything", null, "types")]
    [InlineData("events?pair=RUNE", null, "pair")]
    [InlineData("events?pair=/BTC", null, "pair")]
    [InlineData("events", "yesterday", "Last-Event-ID")]
    [InlineData("events", "-1", "Last-Event-ID")]
    [InlineData("events", "99999999999999999999", "Last-Event-ID")]
    public async Task Refuses_a_bad_filter_by_name(string path, string? lastEventId, string field)
    {
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(CancellationToken.None);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);

        using var response = await host.Anonymous.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_place_that_the_log_no_longer_or_not_yet_has_is_410()
    {
        var options = new ModuleTestHostOptions { Settings = { ["gateway:Events:MaximumEvents"] = "100" } };
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(options, CancellationToken.None);
        for (var number = 1; number <= 192; number++)
        {
            await host.DeliverAsync(SampleEvents.OrderOpened($"{number}"), CancellationToken.None);
        }

        (await StatusAfterAsync(host, "91")).ShouldBe(HttpStatusCode.Gone);
        (await StatusAfterAsync(host, "92")).ShouldBe(HttpStatusCode.OK);
        (await StatusAfterAsync(host, "192")).ShouldBe(HttpStatusCode.OK);
        (await StatusAfterAsync(host, "193")).ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task One_stream_too_many_is_503()
    {
        var options = new ModuleTestHostOptions { Settings = { ["gateway:Events:MaximumStreams"] = "1" } };
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(options, CancellationToken.None);
        await using var first = await EventReader.OpenAsync(host.Anonymous);

        using var second = await host.Anonymous.GetAsync("events", HttpCompletionOption.ResponseHeadersRead);

        second.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        second.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_silent_stream_says_that_it_lives_and_where_it_is()
    {
        var time = new ManualTimeProvider();
        var options = new ModuleTestHostOptions { TimeProvider = time, Settings = { ["gateway:Events:WriteTimeout"] = "00:05:00" } };
        await using var host = await ModuleTestHost.StartAsync<GatewayModule>(options, CancellationToken.None);
        using var response = await host.Anonymous.GetAsync("events", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await ReadBlockAsync(lines)).ShouldBe(["retry: 2000", "id: 0"]);
        await host.DeliverAsync(SampleEvents.PeerConnected(), CancellationToken.None);

        var heartbeat = ReadBlockAsync(lines);
        while (!heartbeat.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(heartbeat, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }

        (await heartbeat).ShouldBe([": heartbeat", "id: 1"]);
    }

    [Fact]
    public async Task Streams_end_when_the_process_stops()
    {
        EventReader reader;
        await using (var host = await ModuleTestHost.StartAsync<GatewayModule>(CancellationToken.None))
        {
            reader = await EventReader.OpenAsync(host.Anonymous);
            var ended = reader.HasEndedAsync();
            await host.StopAsync(CancellationToken.None);
            (await ended).ShouldBeTrue();
        }

        await reader.DisposeAsync();
    }

    private static async Task<List<string>> ReadBlockAsync(StreamReader lines)
    {
        var block = new List<string>();
        while (await lines.ReadLineAsync() is { Length: > 0 } line)
        {
            block.Add(line);
        }

        return block;
    }

    private static async Task<HttpStatusCode> StatusAfterAsync(ModuleTestHost host, string lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "events");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        using var response = await host.Anonymous.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }
}
