using MassTransit;

namespace DarkSwap.Messaging.Delivery;

/// <summary>What travels beside a message.</summary>
public static class MessageHeaders
{
    public const string AggregateId = "DarkSwap-Aggregate-Id";
    public const string AggregateVersion = "DarkSwap-Aggregate-Version";

    /// <summary>The type as the outbox names it, so that whoever cannot read the message can still say what it is.</summary>
    public const string MessageType = "DarkSwap-Message-Type";

    /// <summary>W3C trace context.</summary>
    public const string TraceParent = "traceparent";

    /// <summary>The one consumer that is meant, in process; absent when all are.</summary>
    public const string Recipient = "DarkSwap-Recipient";

    /// <summary>Version of the aggregate after the change, for consumers that drop older ones; null if the sender gave none.</summary>
    public static long? AggregateVersionOf(ConsumeContext context) => context.Headers.Get<long>(AggregateVersion);
}
