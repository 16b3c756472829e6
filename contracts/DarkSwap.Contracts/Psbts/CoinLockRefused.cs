namespace DarkSwap.Contracts.Psbts;

public sealed record CoinLockRefused : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required Guid TradeId { get; init; }

    /// <summary>The coin that another live trade holds.</summary>
    public required string OutPoint { get; init; }
}
