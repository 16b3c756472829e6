namespace DarkSwap.Contracts.Psbts;

/// <summary>Command: the trade has ended; its coins are free.</summary>
public sealed record ReleaseCoins : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required Guid TradeId { get; init; }
}
