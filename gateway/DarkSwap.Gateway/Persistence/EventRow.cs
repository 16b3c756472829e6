namespace DarkSwap.Gateway.Persistence;

/// <summary>One event as it is served.</summary>
public sealed class EventRow
{
    /// <summary>Place in the log, without gaps, in the order of commits. The event's id for readers.</summary>
    public required long Sequence { get; init; }

    public required string Type { get; init; }

    /// <summary><c>base/quote</c>; null for events that are about no pair.</summary>
    public string? Pair { get; init; }

    /// <summary>Peer id of the user whose trade it is about; null for what is the node's own, or everybody's.</summary>
    public string? Owner { get; init; }

    /// <summary>JSON, one line.</summary>
    public required string Data { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
