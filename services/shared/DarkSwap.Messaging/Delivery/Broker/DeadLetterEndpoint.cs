using DarkSwap.Messaging.DeadLetters;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>The endpoint of a service's queue of dead letters.</summary>
internal static class DeadLetterEndpoint
{
    public static void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, IBusRegistrationContext context, IDeadLetterStore store)
    {
        foreach (var (name, value) in BusQueues.DeadLetterArguments())
        {
            endpoint.SetQueueArgument(name, value!);
        }

        var intake = new DeadLetterIntake(store, context.GetRequiredService<TimeProvider>());
        var filter = new DeadLetterQueueFilter(intake, context.GetRequiredService<BrokerConsumers>(), context.GetRequiredService<IOptions<BusOptions>>().Value.DeliveryLimit);
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.ConcurrentMessageLimit = 1;
        endpoint.ConfigureReceive(receive => receive.UseFilter(filter));

        // An endpoint without any consumer would not be opened.
        endpoint.Handler<NeverSent>(_ => Task.CompletedTask);
    }

    internal sealed record NeverSent;
}
