using System.Diagnostics;
using DarkSwap.Messaging.CrashPoints;
using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Shared.Tests.Messaging.Bus;

[Collection(RabbitMqFixture.Collection)]
[Trait("Category", "Server")]
public sealed class BrokerTests(RabbitMqFixture fixture, PostgreSqlFixture databases) : IClassFixture<PostgreSqlFixture>
{
    [Fact]
    public async Task Each_consumer_gets_each_message_once_and_one_aggregates_in_order()
    {
        await using var host = await StartAsync(fixture.Server.NewVirtualHost());
        var sample = new SampleDriver(host.Services);
        var numbers = Enumerable.Range(1, 100).ToArray();

        await Task.WhenAll(new[] { "a", "b", "c" }.Select(aggregate => sample.SendAsync(aggregate, numbers)));

        await sample.WaitForAsync(nameof(FirstConsumer), 300);
        await sample.WaitForAsync(nameof(SecondConsumer), 300);
        await sample.WaitUntilEmptyAsync();
        foreach (var aggregate in new[] { "a", "b", "c" })
        {
            sample.Faults.Received.Where(entry => entry.Consumer == nameof(FirstConsumer) && entry.Message.Aggregate == aggregate).Select(entry => entry.Message.Number).ShouldBe(numbers);
            sample.Faults.Received.Where(entry => entry.Consumer == nameof(SecondConsumer) && entry.Message.Aggregate == aggregate).Select(entry => entry.Message.Number).ShouldBe(numbers);
            await sample.WaitForEffectsAsync(aggregate, numbers.Length);
        }

        sample.Faults.Received.ShouldAllBe(entry => entry.Message.Amount == UInt128.MaxValue);
    }

    [Fact]
    public async Task A_question_is_answered_over_the_broker()
    {
        await using var host = await StartAsync(fixture.Server.NewVirtualHost());

        var answer = await host.RequestAsync<AskSample, SampleAnswer>(new AskSample { Number = 21 }, CancellationToken.None);

        answer.Doubled.ShouldBe(42);
    }

    [Fact]
    public async Task A_crash_between_publishing_and_marking_shows_the_message_twice_and_takes_effect_once()
    {
        var crashPoints = new ThrowingCrashPoints { CrashAt = "sample.before-mark" };
        var options = new ModuleTestHostOptions
        {
            Settings = new() { ["broker"] = fixture.Server.NewVirtualHost(), ["sample:Outbox:LeaseDuration"] = "00:00:05", ["sample:Outbox:DeliveryTimeout"] = "00:00:02" },
            Configure = builder => builder.Services.AddSingleton<ICrashPoints>(crashPoints),
        };
        await using var host = await ModuleTestHost.StartAsync<SampleModule>(options, CancellationToken.None);
        var sample = new SampleDriver(host.Services);
        await host.WaitForBrokerAsync();

        await sample.SendAsync("a", 1);

        await sample.WaitForAsync(nameof(FirstConsumer), 2);
        await sample.WaitUntilEmptyAsync();
        sample.Faults.NumbersOf(nameof(FirstConsumer)).ShouldBe([1, 1]);
        (await sample.EffectsAsync("a")).ShouldBe([(1, 1)]);
    }

    [Fact]
    public async Task A_message_that_waits_for_its_next_try_holds_up_no_other_aggregate()
    {
        var settings = new Dictionary<string, string?> { ["broker"] = fixture.Server.NewVirtualHost(), ["Bus:ConcurrentMessages"] = "1", ["Bus:FirstBackOff"] = "00:01:00" };
        await using var host = await ModuleTestHost.StartAsync<SampleModule>(new ModuleTestHostOptions { Settings = settings }, CancellationToken.None);
        var sample = new SampleDriver(host.Services);
        sample.Faults.ShouldFail = (_, message) => message.Aggregate == "a";

        await sample.SendAsync("a", 1, 2);
        await sample.WaitForAsync(nameof(FirstConsumer), 1);
        await sample.SendAsync("b", 3);

        await sample.WaitForEffectsAsync("b", 1);
        sample.Faults.NumbersOf(nameof(FirstConsumer)).ShouldBe([1, 3]);
    }

    [Fact]
    public async Task A_consumer_belongs_to_the_trace_of_whoever_made_the_message()
    {
        await using var host = await StartAsync(fixture.Server.NewVirtualHost());
        var sample = new SampleDriver(host.Services);
        using var request = new Activity("request").Start();

        await sample.SendAsync("a", 1);
        await sample.WaitForAsync(nameof(FirstConsumer), 1);
        await sample.WaitForAsync(nameof(SecondConsumer), 1);

        sample.Faults.Traces.ShouldAllBe(trace => trace == request.TraceId);
    }

    [Fact]
    public async Task Two_processes_on_one_database_lose_nothing_and_keep_the_order()
    {
        var settings = new Dictionary<string, string?> { ["broker"] = fixture.Server.NewVirtualHost() };
        var database = databases.Server.NewDatabase();
        await using var one = await ModuleTestHost.StartAsync<SampleModule>(new ModuleTestHostOptions { Settings = settings, PostgreSqlDatabase = database }, CancellationToken.None);
        await using var other = await ModuleTestHost.StartAsync<SampleModule>(new ModuleTestHostOptions { Settings = settings, PostgreSqlDatabase = database }, CancellationToken.None);
        SampleDriver[] samples = [new(one.Services), new(other.Services)];
        string[] aggregates = ["a", "b", "c", "d", "e"];

        // Each aggregate's numbers come from both processes in turn.
        await Task.WhenAll(aggregates.Select(async aggregate =>
        {
            for (var number = 1; number <= 40; number += 2)
            {
                await samples[number / 2 % 2].SendAsync(aggregate, number, number + 1);
            }
        }));

        foreach (var aggregate in aggregates)
        {
            await samples[0].WaitForEffectsAsync(aggregate, 40);
            (await samples[0].EffectsAsync(aggregate)).ShouldBe(Enumerable.Range(1, 40).Select(number => (number, 1)));
            foreach (var sample in samples)
            {
                var seen = sample.Faults.Received.Where(entry => entry.Consumer == nameof(FirstConsumer) && entry.Message.Aggregate == aggregate).Select(entry => entry.Message.Number).Distinct().ToList();
                seen.ShouldBe(seen.Order());
            }
        }

        await samples[0].WaitUntilEmptyAsync();
        (await samples[0].CountAsync()).Dead.ShouldBe(0);
    }

    private static async Task<ModuleTestHost> StartAsync(string broker)
    {
        var host = await ModuleTestHost.StartAsync<SampleModule>(new ModuleTestHostOptions { Settings = new() { ["broker"] = broker } }, CancellationToken.None);
        await host.WaitForBrokerAsync();
        return host;
    }
}
