using DarkSwap.Messaging.Serialization;

namespace DarkSwap.Messaging.Delivery;

/// <summary>The consumers of one queue: one, or those that share it.</summary>
public sealed record ConsumerGroup(string Service, string Queue, IReadOnlyList<ConsumerDescription> Consumers)
{
    public bool Answers => Consumers[0].Answers();

    public IReadOnlyList<Type> MessageTypes => [.. Consumers.SelectMany(consumer => consumer.MessageTypes).Distinct()];

    public static IReadOnlyList<ConsumerGroup> Of(IReadOnlyList<ConsumerDescription> consumers) =>
        [.. consumers.GroupBy(consumer => (consumer.Service, consumer.Queue)).Select(group => new ConsumerGroup(group.Key.Service, group.Key.Queue, [.. group]))];

    /// <summary>The one of them that a message is for.</summary>
    /// <param name="messageType">As the outbox names it; whatever is unknown counts as the first's.</param>
    internal string RecipientOf(string? messageType) =>
        (Consumers.FirstOrDefault(consumer => consumer.MessageTypes.Any(type => MessageSerializer.NameOf(type) == messageType)) ?? Consumers[0]).Name;
}
