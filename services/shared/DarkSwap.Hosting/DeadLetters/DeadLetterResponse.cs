using DarkSwap.Messaging.Outbox;

namespace DarkSwap.Hosting.DeadLetters;

/// <summary>A message that a service could not take.</summary>
public sealed record DeadLetterResponse
{
    /// <summary>The message.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The consumer that could not take it, <c>*</c> for all.</summary>
    public required string Recipient { get; init; }

    public required string MessageType { get; init; }

    /// <summary>What the message is about: messages of one aggregate arrive in order.</summary>
    public required string AggregateId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset DeadAt { get; init; }

    public required int Attempts { get; init; }

    /// <summary>The last fault.</summary>
    public required string Reason { get; init; }

    /// <summary>The message itself, as JSON; only for a single letter.</summary>
    public string? Body { get; init; }

    internal static DeadLetterResponse Of(DeadLetter letter, bool withBody) => new()
    {
        EventId = letter.EventId,
        Recipient = letter.Recipient,
        MessageType = letter.MessageType,
        AggregateId = letter.AggregateId,
        OccurredAt = letter.OccurredAt,
        DeadAt = letter.DeadAt,
        Attempts = letter.Attempts,
        Reason = letter.Reason,
        Body = withBody ? letter.Body : null,
    };
}
