namespace DarkSwap.Contracts.Orders;

/// <summary>What became of one order.</summary>
public sealed record OrderChange
{
    /// <summary>Id of the message in which it was committed, with all others that were; null: the one that it is read in.</summary>
    public Guid? EventId { get; init; }

    public required OrderChangeKind Kind { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required OrderSnapshot Order { get; init; }
}
