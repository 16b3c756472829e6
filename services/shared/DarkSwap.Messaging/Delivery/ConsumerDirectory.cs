using System.Collections.Concurrent;

namespace DarkSwap.Messaging.Delivery;

/// <summary>Which consumers of this process take which messages; filled while the mediator is built.</summary>
public sealed class ConsumerDirectory
{
    private readonly ConcurrentDictionary<(string Consumer, Type MessageType), byte> consumers = new();
    private readonly ConcurrentDictionary<Type, IReadOnlyList<string>> recipients = new();

    public void Add(Type consumerType, Type messageType)
    {
        consumers.TryAdd((NameOf(consumerType), messageType), 0);
        recipients.Clear();
    }

    public IReadOnlyList<string> RecipientsOf(Type messageType) => recipients.GetOrAdd(
        messageType,
        type => [.. consumers.Keys.Where(entry => entry.MessageType.IsAssignableFrom(type)).Select(entry => entry.Consumer).Distinct().Order(StringComparer.Ordinal)]);

    internal static string NameOf(Type consumerType) => consumerType.FullName!;
}
