namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>How queues are declared: by whoever comes first, always the same, or the broker refuses.</summary>
internal static class BusQueues
{
    private const int EndlessDeliveries = 1_000_000_000;

    public static string DeadLettersOf(string service) => $"darkswap.{service}.dead-letters";

    /// <summary>Arguments of a queue of messages: replicated and on disk, one process at a time, and nothing is dropped: what cannot be consumed goes to the service's dead letters, and arrives there before it leaves.</summary>
    public static Dictionary<string, object?> ArgumentsOf(string service, int deliveryLimit) => new(StringComparer.Ordinal)
    {
        ["x-queue-type"] = "quorum",
        ["x-single-active-consumer"] = true,
        ["x-delivery-limit"] = deliveryLimit,
        ["x-dead-letter-exchange"] = string.Empty,
        ["x-dead-letter-routing-key"] = DeadLettersOf(service),
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    /// <summary>Arguments of a queue of questions: they are asked again, so one copy in memory will do, and a queue that nobody uses goes.</summary>
    public static Dictionary<string, object?> QuestionArguments(TimeSpan expiry) => new(StringComparer.Ordinal) { ["x-expires"] = (int)expiry.TotalMilliseconds };

    /// <summary>Arguments of a service's queue of dead letters: the last place, so nothing leaves it before it is a row. RabbitMQ 4 gives up after 20 deliveries unless told otherwise.</summary>
    public static Dictionary<string, object?> DeadLetterArguments() => new(StringComparer.Ordinal)
    {
        ["x-queue-type"] = "quorum",
        ["x-single-active-consumer"] = true,
        ["x-delivery-limit"] = EndlessDeliveries,
    };
}
