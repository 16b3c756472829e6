namespace DarkSwap.Psbt.Coins;

/// <summary>A coin that one live trade holds. Its outpoint is the key: the database decides who has it.</summary>
public sealed class CoinLock
{
    /// <summary><c>txid:index</c>.</summary>
    public required string OutPoint { get; init; }

    public required Guid TradeId { get; set; }

    public required DateTimeOffset LockedAt { get; set; }

    /// <summary>Null: held until the trade's end is known from the chain.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    public bool IsHeldAt(DateTimeOffset now) => ExpiresAt is not { } end || end > now;
}
