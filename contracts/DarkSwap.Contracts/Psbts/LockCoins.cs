namespace DarkSwap.Contracts.Psbts;

/// <summary>Command: lock coins for one trade, all or none. Answered by <see cref="CoinsLocked"/> or <see cref="CoinLockRefused"/>. Repeated for the same trade it changes the expiry.</summary>
public sealed record LockCoins : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required Guid TradeId { get; init; }
    public required IReadOnlyList<string> OutPoints { get; init; }

    /// <summary>Null: held until the trade's end is known from the chain, because a signature has left the node.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
