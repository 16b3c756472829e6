namespace DarkSwap.Messaging.Delivery;

/// <summary>
/// Puts consumers of one service into one queue, so that messages of one aggregate reach them in the order in which they were sent. For consumers
/// whose effects do not commute, such as locking and releasing; a message that one of them fails on holds up the aggregate's later ones for all.
/// </summary>
/// <param name="name">The queue's, below the service's.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SharedQueueAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
