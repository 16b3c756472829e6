using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Shared.Tests.Messaging.Outbox;

public sealed class OutboxHostTests
{
    [Fact]
    public async Task A_commit_wakes_the_dispatcher_and_one_aggregate_keeps_its_order()
    {
        await using var host = await ModuleTestHost.StartAsync<SampleModule>(CancellationToken.None);
        var sample = new SampleDriver(host.Services);

        await sample.SendAsync("order", 1, 2);
        await sample.SendAsync("order", 3);
        await sample.SendAsync("order", 4, 5, 6);

        await sample.WaitForAsync(nameof(FirstConsumer), 6);
        await sample.WaitForAsync(nameof(SecondConsumer), 6);
        sample.Faults.NumbersOf(nameof(FirstConsumer)).ShouldBe([1, 2, 3, 4, 5, 6]);
        sample.Faults.NumbersOf(nameof(SecondConsumer)).ShouldBe([1, 2, 3, 4, 5, 6]);
    }
}
