using DarkSwap.Messaging.Delivery;

namespace DarkSwap.Messaging.Outbox;

/// <summary>What came of one lease, to be written in one transaction.</summary>
internal sealed class QueueOutcome
{
    /// <summary>Messages that every recipient has, or has as a dead letter.</summary>
    public List<Guid> Finished { get; } = [];

    /// <summary>Recipients' progress with the messages that are not finished.</summary>
    public List<OutboxDelivery> Changed { get; } = [];

    public List<DeadLetter> DeadLetters { get; } = [];

    /// <summary>When the next recipient may be tried again; the epoch if at once.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    /// <summary>Why nothing can be delivered at present; null while something can.</summary>
    public DeliveryUnavailableException? Interruption { get; private set; }

    /// <summary>The rest waits as it is; no try counts.</summary>
    public void Interrupt(DeliveryUnavailableException reason)
    {
        Interruption = reason;
        TryAgainAt(DateTimeOffset.UnixEpoch);
    }

    public void TryAgainAt(DateTimeOffset time) => NextAttemptAt = NextAttemptAt is { } earlier && earlier < time ? earlier : time;
}
