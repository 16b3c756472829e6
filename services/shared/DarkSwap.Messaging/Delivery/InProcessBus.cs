using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Messaging.Delivery;

/// <summary>Registers delivery inside one process: every module's consumers on one mediator.</summary>
public static class InProcessBus
{
    public static IServiceCollection AddInProcessBus(this IServiceCollection services, Action<IRegistrationConfigurator> addConsumers)
    {
        var directory = new ConsumerDirectory();
        services.AddSingleton(directory);
        services.AddSingleton<IMessageDelivery, MediatorDelivery>();
        services.AddMediator(mediator =>
        {
            addConsumers(mediator);
            mediator.ConfigureMediator((_, configurator) => configurator.ConnectConsumerConfigurationObserver(new RecipientObserver(directory)));
        });
        return services;
    }
}
