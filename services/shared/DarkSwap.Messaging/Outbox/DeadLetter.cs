namespace DarkSwap.Messaging.Outbox;

/// <summary>One recipient's copy of a message that it refused too often. Kept until an operator decides.</summary>
public sealed class DeadLetter
{
    public required Guid EventId { get; init; }

    public required string Recipient { get; init; }

    public required string AggregateId { get; init; }

    public long? AggregateVersion { get; init; }

    public required string MessageType { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset DeadAt { get; init; }

    public required int Attempts { get; init; }

    /// <summary>Type and message of the last exception, cut to 1,000 characters.</summary>
    public required string Reason { get; init; }
}
