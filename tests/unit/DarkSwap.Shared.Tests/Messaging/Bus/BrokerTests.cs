using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Shared.Tests.Messaging.Bus;

[Collection(RabbitMqFixture.Collection)]
[Trait("Category", "Server")]
public sealed class BrokerTests(RabbitMqFixture fixture)
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

    private static async Task<ModuleTestHost> StartAsync(string broker)
    {
        var host = await ModuleTestHost.StartAsync<SampleModule>(new ModuleTestHostOptions { Settings = new() { ["broker"] = broker } }, CancellationToken.None);
        await host.WaitForBrokerAsync();
        return host;
    }
}
