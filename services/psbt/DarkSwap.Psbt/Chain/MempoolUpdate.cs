using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Chain;

/// <summary>How the node's mempool changed while its tip stayed the same.</summary>
public sealed record MempoolUpdate
{
    /// <summary>The block on which this mempool stands; all observers are level with it.</summary>
    public required BlockReference Tip { get; init; }

    /// <summary>In the mempool now and not reported before (after a start: all, over one or more updates).</summary>
    public required IReadOnlyList<Transaction> Added { get; init; }

    /// <summary>Reported before and no longer in the mempool: confirmed by a block that is connected already, replaced, evicted or expired.</summary>
    public required IReadOnlyList<TransactionId> Removed { get; init; }

    /// <summary>Everything that is in the mempool now: what an observer has stored and does not find here has gone, also over a restart.</summary>
    public required IReadOnlySet<TransactionId> Present { get; init; }
}
