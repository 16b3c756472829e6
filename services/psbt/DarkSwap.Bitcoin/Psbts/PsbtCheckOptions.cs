using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>How strictly a PSBT is checked. The defaults are what a swap needs.</summary>
public sealed record PsbtCheckOptions
{
    public static PsbtCheckOptions Default { get; } = new();

    /// <summary>Whether inputs of segwit version 0 must carry their whole previous transaction: their signatures alone don't prove the amounts of other inputs. Older scripts always must.</summary>
    public bool RequiresPreviousTransactions { get; init; } = true;

    /// <summary>Whether signatures may leave parts of the transaction open, that is be of another type than ALL or, for taproot, DEFAULT.</summary>
    public bool AllowsOtherSignatureHashTypes { get; init; }

    public bool RefusesDust { get; init; } = true;

    /// <summary>Null for no cap.</summary>
    public long? MaximumFeeSatoshis { get; init; }

    /// <summary>In satoshis per 1,000 virtual bytes; null for no cap.</summary>
    public long? MaximumFeeRateSatoshisPerKilovirtualbyte { get; init; }

    /// <summary>The unspent outputs as the chain knows them; null when the caller has no chain to compare with.</summary>
    public IReadOnlyDictionary<OutPoint, TransactionOutput>? ChainCoins { get; init; }
}
