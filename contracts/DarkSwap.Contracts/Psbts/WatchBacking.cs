namespace DarkSwap.Contracts.Psbts;

/// <summary>Command: tell when one of an order's backing coins is spent. Replaces what was watched for the order; an empty list ends it.</summary>
public sealed record WatchBacking : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required string OrderId { get; init; }
    public required IReadOnlyList<string> OutPoints { get; init; }
}
