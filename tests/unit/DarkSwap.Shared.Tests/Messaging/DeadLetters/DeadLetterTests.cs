using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Shared.Tests.Messaging.DeadLetters;

/// <summary>The same whether the consumers are on the broker or in this process.</summary>
public abstract class DeadLetterTests
{
    private static readonly string Second = typeof(SecondConsumer).FullName!;

    [Fact]
    public async Task A_poisonous_message_is_a_dead_letter_of_its_consumer_and_later_ones_arrive()
    {
        await using var host = await StartAsync();
        var sample = new SampleDriver(host.Services);
        sample.Faults.ShouldFail = (consumer, message) => consumer == nameof(SecondConsumer) && message.Number == 1;

        await sample.SendAsync("a", 1, 2);
        var letter = await WaitForLetterAsync(host);

        letter.GetProperty("recipient").GetString().ShouldBe(Second);
        letter.GetProperty("aggregateId").GetString().ShouldBe("a");
        letter.GetProperty("attempts").GetInt32().ShouldBe(2);
        letter.GetProperty("reason").GetString().ShouldBe("System.InvalidOperationException: SecondConsumer fails on 1");
        letter.GetProperty("messageType").GetString().ShouldBe("DarkSwap.Shared.Tests.Messaging.Samples.SampleHappened, DarkSwap.Shared.Tests");
        var whole = await host.Operator.GetFromJsonAsync<JsonElement>($"dead-letters/sample/{letter.GetProperty("eventId").GetGuid()}/{Second}");
        JsonDocument.Parse(whole.GetProperty("body").GetString()!).RootElement.GetProperty("amount").GetString().ShouldBe(UInt128.MaxValue.ToString());
        await sample.WaitForAsync(nameof(SecondConsumer), 3);
        sample.Faults.NumbersOf(nameof(SecondConsumer)).ShouldBe([1, 1, 2]);
        await sample.WaitForEffectsAsync("a", 2);
        await sample.WaitUntilEmptyAsync();
    }

    [Fact]
    public async Task A_replay_reaches_that_recipient_alone_and_the_letter_is_gone()
    {
        await using var host = await StartAsync();
        var sample = new SampleDriver(host.Services);
        sample.Faults.ShouldFail = (consumer, _) => consumer == nameof(SecondConsumer);
        await sample.SendAsync("a", 1);
        var letter = await WaitForLetterAsync(host);
        await sample.WaitForEffectsAsync("a", 1);
        sample.Faults.ShouldFail = (_, _) => false;

        var result = await ReplayAsync(host, letter.GetProperty("eventId").GetGuid(), Second);

        result.GetProperty("outcome").GetString().ShouldBe("replayed");
        await sample.WaitForAsync(nameof(SecondConsumer), 3);
        sample.Faults.NumbersOf(nameof(FirstConsumer)).ShouldBe([1]);
        (await ListAsync(host)).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_replay_of_what_was_applied_after_all_changes_nothing()
    {
        await using var host = await StartAsync();
        var sample = new SampleDriver(host.Services);
        var hasFailed = false;
        sample.Faults.ShouldFail = (consumer, _) => consumer == nameof(FirstConsumer) && !hasFailed;
        await sample.SendAsync("a", 1);
        var eventId = (await WaitForLetterAsync(host)).GetProperty("eventId").GetGuid();
        hasFailed = true;

        await host.DeliverAsync(sample.Faults.Received.First().Message, CancellationToken.None);
        await sample.WaitForEffectsAsync("a", 1);
        await ReplayAsync(host, eventId, typeof(FirstConsumer).FullName!);

        await sample.WaitForAsync(nameof(FirstConsumer), 4);
        (await sample.EffectsAsync("a")).ShouldBe([(1, 1)]);
    }

    [Fact]
    public async Task Letters_are_paged_dropped_and_shown_to_nobody_without_the_right()
    {
        await using var host = await StartAsync();
        var sample = new SampleDriver(host.Services);
        sample.Faults.ShouldFail = (consumer, _) => consumer == nameof(SecondConsumer);
        foreach (var aggregate in new[] { "a", "b", "c" })
        {
            await sample.SendAsync(aggregate, 1);
        }

        await WaitForLettersAsync(host, 3);
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await host.Operator.GetFromJsonAsync<JsonElement>($"dead-letters/sample?limit=1{(cursor is null ? string.Empty : $"&cursor={cursor}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("eventId").GetGuid()));
            cursor = page.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        seen.Distinct().Count().ShouldBe(3);
        (await host.Operator.DeleteAsync($"dead-letters/sample/{seen[0]}/{Second}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await host.Operator.DeleteAsync($"dead-letters/sample/{seen[0]}/{Second}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ReplayAsync(host, seen[0], Second)).GetProperty("outcome").GetString().ShouldBe("notFound");
        (await host.Operator.GetAsync("dead-letters/nobody")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.Operator.GetAsync("dead-letters/sample?cursor=nonsense")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await host.Anonymous.GetAsync("dead-letters/sample")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    protected abstract Task<ModuleTestHost> StartAsync();

    protected static async Task<JsonElement> WaitForLettersAsync(ModuleTestHost host, int count)
    {
        using var limit = Patience.Limit();
        while (true)
        {
            var letters = await ListAsync(host);
            if (letters.GetArrayLength() >= count)
            {
                return letters;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }

    protected static async Task<JsonElement> WaitForLetterAsync(ModuleTestHost host) => (await WaitForLettersAsync(host, 1))[0];

    private static async Task<JsonElement> ListAsync(ModuleTestHost host) => (await host.Operator.GetFromJsonAsync<JsonElement>("dead-letters/sample")).GetProperty("items");

    private static async Task<JsonElement> ReplayAsync(ModuleTestHost host, Guid eventId, string recipient)
    {
        var response = await host.Operator.PostAsJsonAsync("dead-letters/sample/replays", new { letters = new[] { new { eventId, recipient } } });
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("results")[0];
    }
}
