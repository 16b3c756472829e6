using DarkSwap.Messaging.CrashPoints;
using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Shared.Tests.Messaging.Bus;

/// <summary>Neighbours in a queue of the outbox that go to the broker as one message.</summary>
[Collection(RabbitMqFixture.Collection)]
[Trait("Category", "Server")]
public sealed class JoinedDeliveryTests(RabbitMqFixture fixture)
{
    [Fact]
    public async Task A_burst_comes_in_a_few_messages_in_order_and_each_part_takes_effect_once()
    {
        await using var host = await StartAsync(new ModuleTestHostOptions { Settings = new() { ["broker"] = fixture.Server.NewVirtualHost() } });
        var sample = new SampleDriver(host.Services);

        await sample.NoteAsync(Enumerable.Range(1, 200));
        await sample.NoteAsync(Enumerable.Range(201, 100));

        await sample.WaitForEffectsAsync(NotingConsumer.Aggregate, 300);
        await sample.WaitUntilEmptyAsync();
        sample.Faults.Noted.SelectMany(numbers => numbers).ShouldBe(Enumerable.Range(1, 300));
        sample.Faults.Noted.Count.ShouldBeLessThan(10);
        (await sample.EffectsAsync(NotingConsumer.Aggregate)).ShouldBe(Enumerable.Range(1, 300).Select(number => (number, 1)));
    }

    [Fact]
    public async Task After_a_crash_the_same_parts_come_again_with_later_ones_and_each_takes_effect_once()
    {
        var crashPoints = new ThrowingCrashPoints { CrashAt = "sample.before-mark" };
        await using var host = await StartAsync(new ModuleTestHostOptions
        {
            Settings = new() { ["broker"] = fixture.Server.NewVirtualHost(), ["sample:Outbox:LeaseDuration"] = "00:00:05", ["sample:Outbox:DeliveryTimeout"] = "00:00:02" },
            Configure = builder => builder.Services.AddSingleton<ICrashPoints>(crashPoints),
        });
        var sample = new SampleDriver(host.Services);

        await sample.NoteAsync([1, 2]);
        await sample.WaitForEffectsAsync(NotingConsumer.Aggregate, 2);
        await sample.NoteAsync([3, 4]);

        await sample.WaitForEffectsAsync(NotingConsumer.Aggregate, 4);
        await sample.WaitUntilEmptyAsync();
        sample.Faults.Noted.ShouldBe([[1, 2], [1, 2, 3, 4]]);
        (await sample.EffectsAsync(NotingConsumer.Aggregate)).ShouldBe([(1, 1), (2, 1), (3, 1), (4, 1)]);
    }

    private static async Task<ModuleTestHost> StartAsync(ModuleTestHostOptions options)
    {
        var host = await ModuleTestHost.StartAsync<SampleModule>(options, CancellationToken.None);
        await host.WaitForBrokerAsync();
        return host;
    }
}
