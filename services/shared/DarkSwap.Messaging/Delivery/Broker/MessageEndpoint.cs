using DarkSwap.Messaging.CrashPoints;
using DarkSwap.Messaging.DeadLetters;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>The endpoint of a consumer of messages: its queue, order, tries, and what becomes of a message that it cannot take.</summary>
internal static class MessageEndpoint
{
    public static void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, IBusRegistrationContext context, ConsumerGroup consumers)
    {
        var options = context.GetRequiredService<IOptions<BusOptions>>().Value;
        foreach (var (name, value) in BusQueues.ArgumentsOf(consumers.Service, options.DeliveryLimit))
        {
            endpoint.SetQueueArgument(name, value!);
        }

        endpoint.PrefetchCount = options.Prefetch;

        // All of them may wait for their turn; how many work is bounded further in.
        endpoint.ConcurrentMessageLimit = options.Prefetch;
        endpoint.PublishFaults = false;
        endpoint.ConfigureReceive(receive => receive.UseFilter(
            new ReceiveFilter(consumers.Service, new OrderedDelivery(context.GetRequiredService<TimeProvider>()), context.GetRequiredService<ICrashPoints>())));
        ConfigureDeadLetters(endpoint, context, consumers, options.MaximumAttempts);
        endpoint.UseMessageRetry(retry => retry.SetRetryPolicy(_ => new TriesPolicy(options)));
        endpoint.ConnectConsumerConfigurationObserver(new ConcurrencyObserver(consumers.Consumers.All(consumer => consumer.SharesCommits) ? options.Prefetch : options.ConcurrentMessages));
        foreach (var consumer in consumers.Consumers)
        {
            endpoint.ConfigureConsumer(context, consumer.ConsumerType);
        }
    }

    private static void ConfigureDeadLetters(IRabbitMqReceiveEndpointConfigurator endpoint, IBusRegistrationContext context, ConsumerGroup consumers, int maximumAttempts)
    {
        if (context.GetServices<IDeadLetterStore>().FirstOrDefault(store => store.Service == consumers.Service) is not { } store)
        {
            return;
        }

        var intake = new DeadLetterIntake(store, context.GetRequiredService<TimeProvider>());
        endpoint.ConfigureError(error => error.UseFilter(new FaultFilter(intake, consumers, maximumAttempts)));
        endpoint.ConfigureDeadLetter(skipped => skipped.UseFilter(new SkipFilter(intake, consumers)));
    }
}
