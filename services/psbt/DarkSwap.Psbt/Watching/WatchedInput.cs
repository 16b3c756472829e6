using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Watching;

/// <summary>An input of a trade, and the transaction other than the trade's own that spends it.</summary>
public sealed class WatchedInput
{
    public required Guid TradeId { get; init; }

    /// <summary><c>txid:index</c>.</summary>
    public required string OutPoint { get; init; }

    /// <summary>The last one that was seen; its status may be that it has gone.</summary>
    public string? SpendingTransactionId { get; set; }

    public required TransactionStatus Status { get; set; }

    /// <summary>Height of the block that spends it.</summary>
    public int? Height { get; set; }

    /// <summary>As last told.</summary>
    public int Confirmations { get; set; }

    /// <summary>Whether it has not been asked yet what happened before it was watched.</summary>
    public bool NeedsLookBack { get; set; }
}
