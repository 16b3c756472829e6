using DarkSwap.Contracts;
using DarkSwap.Messaging.DeadLetters;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>Registers delivery through a broker: each consumer on a queue of its own, questions with answers beside them.</summary>
public static class BrokerBus
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ConsumerStopTimeout = TimeSpan.FromSeconds(4);

    public static IServiceCollection AddBrokerBus(this IServiceCollection services, BrokerAddress address, IReadOnlyList<ModuleConsumers> modules)
    {
        services.AddOptions<BusOptions>().BindConfiguration(BusOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.Configure<MassTransitHostOptions>(host =>
        {
            host.WaitUntilStarted = false;
            host.StopTimeout = StopTimeout;
            host.ConsumerStopTimeout = ConsumerStopTimeout;
        });
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.ConfigureHealthCheckOptions(health => health.MinimalFailureStatus = HealthStatus.Degraded);
            List<ConsumerDescription> consumers = [.. modules.SelectMany(module => module.RegisterIn(bus))];
            services.AddSingleton(new BrokerConsumers(consumers));
            bus.UsingRabbitMq((context, configurator) => Configure(configurator, context, address));
        });
        services.AddSingleton(provider => new BrokerWatch(
            address,
            new BrokerTopology(SubscriptionsOf(provider.GetRequiredService<BrokerConsumers>().Groups), provider.GetRequiredService<IOptions<BusOptions>>().Value),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BrokerWatch>>()));
        services.AddHostedService(provider => provider.GetRequiredService<BrokerWatch>());
        services.AddSingleton(provider => new BusReaders(provider.GetRequiredService<IBusControl>(), provider.GetRequiredService<BrokerWatch>(), QueuesOf(provider)));
        services.AddHostedService<EndpointKeeper>();
        services.AddSingleton<IMessageDelivery, BrokerDelivery>();
        return services;
    }

    /// <summary>Where this process's messages go: to its own consumers, and, if it is one of the services, to the others'.</summary>
    private static IReadOnlyList<Subscription> SubscriptionsOf(IReadOnlyList<ConsumerGroup> consumers)
    {
        var known = KnownSubscriptions.All;
        var isOneOfThem = consumers.Any(consumer => known.Any(subscription => subscription.Service == consumer.Service));
        var own = consumers.Select(Subscription.Of).ToList();
        return isOneOfThem ? [.. own, .. known.Where(subscription => own.TrueForAll(mine => mine.Queue != subscription.Queue))] : own;
    }

    private static IReadOnlyList<string> QueuesOf(IServiceProvider provider) =>
        [.. provider.GetServices<IDeadLetterStore>().Select(store => BusQueues.DeadLettersOf(store.Service)), .. provider.GetRequiredService<BrokerConsumers>().Groups.Select(group => group.Queue)];

    private static void Configure(IRabbitMqBusFactoryConfigurator bus, IBusRegistrationContext context, BrokerAddress address)
    {
        bus.Host(address.Host, address.Port, address.VirtualHost, "darkswap bus", host =>
        {
            host.Username(address.UserName);
            host.Password(address.Password);
            host.PublisherConfirmation = true;
            host.Heartbeat(TimeSpan.FromSeconds(10));
            host.ContinuationTimeout(BrokerAddress.AnswerTimeout);
            if (address.IsTls)
            {
                host.UseSsl(ssl =>
                {
                    ssl.ServerName = address.Host;
                    ssl.Protocol = BrokerAddress.Protocols;
                });
            }
        });
        bus.ConfigureJsonSerializerOptions(BusJson.Configure);

        // The queue for answers is made with the others: one that is made for the first question may be bound after its answer has come, which is lost then.
        bus.AutoStart = true;
        bus.Publish<IMessage>(topology => topology.Exclude = true);
        ConfigureEndpoints(bus, context);
    }

    private static void ConfigureEndpoints(IRabbitMqBusFactoryConfigurator bus, IBusRegistrationContext context)
    {
        foreach (var store in context.GetServices<IDeadLetterStore>())
        {
            bus.ReceiveEndpoint(BusQueues.DeadLettersOf(store.Service), endpoint => DeadLetterEndpoint.Configure(endpoint, context, store));
        }

        foreach (var consumers in context.GetRequiredService<BrokerConsumers>().Groups)
        {
            bus.ReceiveEndpoint(consumers.Queue, endpoint =>
            {
                if (consumers.Answers)
                {
                    QuestionEndpoint.Configure(endpoint, context, consumers);
                }
                else
                {
                    MessageEndpoint.Configure(endpoint, context, consumers);
                }
            });
        }
    }
}
