namespace DarkSwap.Psbt.Watching;

/// <summary>A trade of which something is watched; counts what was told about it.</summary>
public sealed class WatchedTrade
{
    public required Guid TradeId { get; init; }

    /// <summary>Number of the last observation that was told.</summary>
    public long Version { get; set; }
}
