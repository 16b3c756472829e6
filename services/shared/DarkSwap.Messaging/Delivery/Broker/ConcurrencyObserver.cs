using MassTransit;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>Bounds how many messages a consumer works on at the same time; one that waits for its next try is not counted.</summary>
internal sealed class ConcurrencyObserver(int limit) : IConsumerConfigurationObserver
{
    private readonly SemaphoreSlim places = new(limit);

    public void ConsumerConfigured<TConsumer>(IConsumerConfigurator<TConsumer> configurator)
        where TConsumer : class
    {
    }

    public void ConsumerMessageConfigured<TConsumer, TMessage>(IConsumerMessageConfigurator<TConsumer, TMessage> configurator)
        where TConsumer : class
        where TMessage : class =>
        configurator.Message(message => message.UseFilter(new PlacesFilter<TMessage>(places)));

    private sealed class PlacesFilter<TMessage>(SemaphoreSlim places) : IFilter<ConsumeContext<TMessage>>
        where TMessage : class
    {
        public async Task Send(ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next)
        {
            await places.WaitAsync(context.CancellationToken);
            try
            {
                await next.Send(context);
            }
            finally
            {
                places.Release();
            }
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("places");
    }
}
