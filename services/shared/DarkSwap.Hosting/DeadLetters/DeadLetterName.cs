namespace DarkSwap.Hosting.DeadLetters;

/// <summary>Which message, and which of its recipients.</summary>
public sealed record DeadLetterName
{
    public required Guid EventId { get; init; }

    public required string Recipient { get; init; }
}
