namespace DarkSwap.Contracts.Psbts;

/// <summary>A backing coin was spent, in the mempool or in a block.</summary>
public sealed record BackingSpent : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required string OrderId { get; init; }
    public required string OutPoint { get; init; }
    public required string SpendingTransactionId { get; init; }
    public required bool IsConfirmed { get; init; }
}
