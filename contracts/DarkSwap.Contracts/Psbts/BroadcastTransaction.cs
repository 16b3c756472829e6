namespace DarkSwap.Contracts.Psbts;

/// <summary>Command: hand the transaction to the Bitcoin node; the same transaction again changes nothing. Answered by <see cref="TradeTransactionObserved"/> or <see cref="BroadcastRefused"/>.</summary>
public sealed record BroadcastTransaction : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required Guid TradeId { get; init; }
    public required string TransactionId { get; init; }
    public required byte[] Transaction { get; init; }
}
