namespace DarkSwap.Psbt.Coins;

/// <summary>A confirmed coin of a followed address, kept for a while after it was spent in case the block that spent it leaves the chain.</summary>
public sealed class FollowedCoin
{
    /// <summary><c>txid:index</c>.</summary>
    public required string OutPoint { get; init; }

    /// <summary>Lower-case hexadecimal.</summary>
    public required string Script { get; init; }

    public required long Satoshis { get; init; }

    /// <summary>Height of the block that made it.</summary>
    public required int Height { get; init; }

    /// <summary>Height of the block that spent it.</summary>
    public int? SpentHeight { get; set; }
}
