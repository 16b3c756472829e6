using DarkSwap.Contracts;
using DarkSwap.Messaging.Delivery;
using DarkSwap.Messaging.Delivery.Broker;
using DarkSwap.Standalone;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Architecture.Tests.Messages;

public sealed class SubscriptionTests
{
    private static readonly IReadOnlyList<ConsumerGroup> Groups = FindGroups();

    [Fact]
    public void The_queues_that_senders_make_are_those_that_there_are_consumers_for() =>
        KnownSubscriptions.All.Select(Describe).Order().ShouldBe(Groups.Select(Subscription.Of).Select(Describe).Order());

    [Fact]
    public void Each_message_has_one_consumer_in_a_queue_so_that_a_dead_letter_has_one_recipient() => Groups.ShouldAllBe(
        group => group.Consumers.SelectMany(consumer => consumer.MessageTypes).Distinct().Count() == group.Consumers.Sum(consumer => consumer.MessageTypes.Count));

    [Fact]
    public void Everything_that_a_queue_takes_has_a_name_for_the_wire() =>
        Groups.SelectMany(group => group.MessageTypes).ShouldAllBe(type => type.Assembly == typeof(IMessage).Assembly && type.Namespace != null);

    private static string Describe(Subscription subscription) =>
        $"{subscription.Queue} {subscription.IsForQuestions} {string.Join(",", subscription.MessageTypes.Select(type => type.FullName).Order())}";

    private static IReadOnlyList<ConsumerGroup> FindGroups()
    {
        BrokerAddress.TryParse("amqp://nobody:nothing@127.0.0.1:5672/none", out var address).ShouldBeTrue();
        var services = new ServiceCollection();
        services.AddBrokerBus(address!, [.. StandaloneModules.All.Select(module => new ModuleConsumers(module.Name, module.AddConsumers))]);
        return ((BrokerConsumers)services.Single(service => service.ServiceType == typeof(BrokerConsumers)).ImplementationInstance!).Groups;
    }
}
