using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>The endpoint of a consumer that answers: any instance may, nothing is tried again, and a question that has waited too long expires in its queue.</summary>
internal static class QuestionEndpoint
{
    public static void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, IBusRegistrationContext context, ConsumerGroup consumers)
    {
        var options = context.GetRequiredService<IOptions<BusOptions>>().Value;
        foreach (var (name, value) in BusQueues.QuestionArguments(options.QuestionQueueExpiry))
        {
            endpoint.SetQueueArgument(name, value!);
        }

        endpoint.PrefetchCount = options.ConcurrentQuestions;
        endpoint.ConcurrentMessageLimit = options.ConcurrentQuestions;
        endpoint.PublishFaults = false;
        endpoint.DiscardFaultedMessages();
        endpoint.DiscardSkippedMessages();
        foreach (var consumer in consumers.Consumers)
        {
            endpoint.ConfigureConsumer(context, consumer.ConsumerType);
        }
    }
}
