namespace DarkSwap.Contracts.Psbts;

/// <summary>Status of a watched trade's own transaction changed, or it got one more confirmation (told up to 12).</summary>
public sealed record TradeTransactionObserved : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required Guid TradeId { get; init; }
    public required string TransactionId { get; init; }
    public required TransactionStatus Status { get; init; }

    /// <summary>0 unless confirmed.</summary>
    public required int Confirmations { get; init; }

    /// <summary>Counts the observations of one trade, so that late ones can be dropped.</summary>
    public required long Version { get; init; }
}
