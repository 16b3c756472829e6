using System.Net;
using System.Net.Http.Headers;
using System.Runtime.Versioning;
using System.Text.Json;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Standalone;

[UnsupportedOSPlatform("windows")]
public sealed class StandaloneStartTests
{
    [Fact]
    public async Task Says_in_one_line_that_it_is_ready_and_ends_with_0_when_told_to()
    {
        using var folder = new TemporaryFolder();
        await using var process = StandaloneProcess.StartIn(folder);

        var ready = await process.WaitForEventAsync("ready", Patience.OfPrograms, CancellationToken.None);
        ready.EnumerateObject().Select(property => property.Name).ShouldBe(["event", "peerId", "addresses", "api", "tokenFile"]);
        using var client = new HttpClient { BaseAddress = new Uri(ready.GetProperty("api").GetString()!) };
        (await client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/openapi/v1.json")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/docs/index.html")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var tokenFile = ready.GetProperty("tokenFile").GetString()!;
        File.GetUnixFileMode(tokenFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        process.Terminate();
        (await process.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(0, process.Describe());
        process.Output.Trim().Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public async Task Logs_are_JSON_on_standard_error()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("darkswap.json"), """{"webrtc":{"bundlePolicy":"max-bundle"}}""");
        await using var process = StandaloneProcess.StartIn(folder);
        await process.WaitForEventAsync("ready", Patience.OfPrograms, CancellationToken.None);

        var line = await process.WaitForErrorLineAsync(candidate => candidate.Contains("bundlePolicy", StringComparison.Ordinal), Patience.OfPrograms, CancellationToken.None);

        JsonDocument.Parse(line).RootElement.GetProperty("State").GetProperty("Keys").GetString().ShouldBe("webrtc:bundlePolicy");
    }

    [Fact]
    public async Task An_event_stream_does_not_hold_up_the_end()
    {
        using var folder = new TemporaryFolder();
        await using var process = StandaloneProcess.StartIn(folder);
        var ready = await process.WaitForEventAsync("ready", Patience.OfPrograms, CancellationToken.None);
        using var client = new HttpClient { BaseAddress = new Uri(ready.GetProperty("api").GetString()!) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(ready.GetProperty("tokenFile").GetString()!)).Trim());
        using var stream = await client.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
        stream.StatusCode.ShouldBe(HttpStatusCode.OK);

        process.Terminate();

        (await process.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(0, process.Describe());
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var first = StandaloneProcess.StartIn(folder);
        await first.WaitForEventAsync("ready", Patience.OfPrograms, CancellationToken.None);

        await using var second = StandaloneProcess.StartIn(folder);

        (await second.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(2);
        second.Errors.Trim().ShouldBe($"darkswap: the data folder {folder.Path} is in use by another process");
    }

    [Fact]
    public async Task Starts_again_on_what_a_killed_process_left()
    {
        using var folder = new TemporaryFolder();
        await using (var first = StandaloneProcess.StartIn(folder))
        {
            await first.WaitForEventAsync("ready", Patience.OfPrograms, CancellationToken.None);
            await first.KillAsync(CancellationToken.None);
        }

        await using var second = StandaloneProcess.StartIn(folder);

        await second.WaitForEventAsync("ready", Patience.OfPrograms, CancellationToken.None);
    }

    [Fact]
    public async Task Migrates_and_ends_when_asked_for_that_alone()
    {
        using var folder = new TemporaryFolder();
        await using var process = StandaloneProcess.StartIn(folder, "--migrate");

        (await process.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(0, process.Describe());
        process.Output.ShouldBeEmpty();
        File.Exists(folder.File("gateway.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task Explains_itself()
    {
        await using var process = StandaloneProcess.Start(null, "--help");

        (await process.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(0);
        foreach (var option in new[] { "--data", "--api", "--listen", "--bootstrap", "--network", "--bitcoin-rpc", "--perf", "DARKSWAP_" })
        {
            process.Output.ShouldContain(option);
        }
    }
}
