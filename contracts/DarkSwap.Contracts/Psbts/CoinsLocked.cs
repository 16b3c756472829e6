namespace DarkSwap.Contracts.Psbts;

public sealed record CoinsLocked : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required Guid TradeId { get; init; }
}
