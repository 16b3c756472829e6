using MassTransit;

namespace DarkSwap.Shared.Tests.Messaging.Samples;

public sealed class SecondConsumer(SampleFaults faults) : IConsumer<SampleHappened>
{
    public Task Consume(ConsumeContext<SampleHappened> delivery)
    {
        faults.Receive(nameof(SecondConsumer), delivery.Message);
        return Task.CompletedTask;
    }
}
