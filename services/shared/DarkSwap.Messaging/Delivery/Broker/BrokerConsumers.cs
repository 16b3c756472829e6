namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>The consumers of this process, by name and by queue.</summary>
public sealed class BrokerConsumers(IReadOnlyList<ConsumerDescription> consumers)
{
    private readonly Dictionary<string, string> queues =
        consumers.Where(consumer => !consumer.Answers()).ToDictionary(consumer => consumer.Name, consumer => consumer.Queue, StringComparer.Ordinal);

    public IReadOnlyList<ConsumerGroup> Groups { get; } = ConsumerGroup.Of(consumers);

    /// <summary>Null if no consumer of this process is called that.</summary>
    public string? FindQueue(string consumerName) => queues.GetValueOrDefault(consumerName);

    /// <summary>The consumer that a message in a queue was for, or the queue itself if it is nobody's here.</summary>
    internal string RecipientOf(string queue, string? messageType) => Groups.FirstOrDefault(group => group.Queue == queue)?.RecipientOf(messageType) ?? queue;
}
