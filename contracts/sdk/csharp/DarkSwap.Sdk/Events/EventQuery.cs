namespace DarkSwap.Sdk.Events;

/// <summary>Which events to follow.</summary>
public sealed record EventQuery
{
    /// <summary>Names as in <see cref="NodeEvent.Type"/>; empty for all that the credential may see.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary><c>RUNE:840000:3/BTC</c>; null for all.</summary>
    public string? Pair { get; init; }

    /// <summary>Goes on after this event, also in a program that was started anew; null begins now.</summary>
    public string? LastEventId { get; init; }
}
