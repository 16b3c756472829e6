using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Watching;

/// <summary>The template's transaction of one round of a trade.</summary>
public sealed class WatchedTransaction
{
    public required Guid TradeId { get; init; }

    public required int Round { get; init; }

    public required string TransactionId { get; init; }

    public required TransactionStatus Status { get; set; }

    /// <summary>Height of the block that holds it.</summary>
    public int? Height { get; set; }

    /// <summary>As last told.</summary>
    public int Confirmations { get; set; }
}
