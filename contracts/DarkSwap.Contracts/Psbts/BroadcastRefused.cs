namespace DarkSwap.Contracts.Psbts;

/// <summary>The Bitcoin node refused the transaction for good, for example because an input is spent.</summary>
public sealed record BroadcastRefused : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required Guid TradeId { get; init; }
    public required string TransactionId { get; init; }
    public required string Reason { get; init; }
}
