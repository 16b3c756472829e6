using MassTransit;

namespace DarkSwap.Shared.Tests.Messaging.Samples;

public sealed class AnsweringConsumer : IConsumer<AskSample>
{
    public Task Consume(ConsumeContext<AskSample> delivery) =>
        delivery.RespondAsync(new SampleAnswer { Doubled = delivery.Message.Number * 2 });
}
