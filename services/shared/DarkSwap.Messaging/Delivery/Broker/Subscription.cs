namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>A queue and the messages, or questions, that go into it.</summary>
public sealed record Subscription(string Service, string Queue, IReadOnlyList<Type> MessageTypes, bool IsForQuestions = false)
{
    public static Subscription Of(ConsumerGroup group) => new(group.Service, group.Queue, group.MessageTypes, group.Answers);
}
