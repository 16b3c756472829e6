namespace DarkSwap.Messaging.Outbox;

/// <summary>How far one recipient has got with a message that other recipients, or it, still wait for.</summary>
public sealed class OutboxDelivery
{
    public required Guid EventId { get; init; }

    public required string Recipient { get; init; }

    /// <summary>Delivered, or given up as a dead letter.</summary>
    public bool IsFinished { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset NextAttemptAt { get; set; }
}
