namespace DarkSwap.Messaging.Inbox;

/// <summary>A message that a consumer has applied. Its primary key decides who applies it.</summary>
public sealed class InboxEntry
{
    public required Guid EventId { get; init; }

    public required string Consumer { get; init; }

    public required DateTimeOffset ClaimedAt { get; init; }
}
