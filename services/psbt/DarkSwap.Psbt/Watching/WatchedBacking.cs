namespace DarkSwap.Psbt.Watching;

/// <summary>A coin that backs an order.</summary>
public sealed class WatchedBacking
{
    public required string OrderId { get; init; }

    /// <summary><c>txid:index</c>.</summary>
    public required string OutPoint { get; init; }

    public string? SpendingTransactionId { get; set; }

    public bool IsConfirmed { get; set; }

    /// <summary>Whether it has not been asked yet what happened before it was watched.</summary>
    public bool NeedsLookBack { get; set; }
}
