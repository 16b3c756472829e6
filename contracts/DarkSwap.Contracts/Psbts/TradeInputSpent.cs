namespace DarkSwap.Contracts.Psbts;

/// <summary>A transaction that is none of the trade's spends one of its inputs, or no longer does.</summary>
public sealed record TradeInputSpent : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required Guid TradeId { get; init; }
    public required string OutPoint { get; init; }
    public required string SpendingTransactionId { get; init; }
    public required TransactionStatus Status { get; init; }
    public required int Confirmations { get; init; }
    public required long Version { get; init; }
}
