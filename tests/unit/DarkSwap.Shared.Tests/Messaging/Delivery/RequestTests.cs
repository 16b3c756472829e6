using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Shared.Tests.Messaging.Delivery;

public sealed class RequestTests
{
    [Fact]
    public async Task A_question_is_answered_by_the_consumer_that_responds()
    {
        await using var host = await ModuleTestHost.StartAsync<SampleModule>(CancellationToken.None);

        var answer = await host.RequestAsync<AskSample, SampleAnswer>(new AskSample { Number = 21 }, CancellationToken.None);

        answer.Doubled.ShouldBe(42);
    }
}
