using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>A coin that goes into the transaction, as its side describes it.</summary>
public sealed record SettlementInput(OutPoint OutPoint, long Satoshis, Script Script)
{
    /// <summary>Bytes of the previous transaction; must be there for segwit version 0.</summary>
    public ReadOnlyMemory<byte>? PreviousTransaction { get; init; }

    /// <summary>BIP-322 simple signature.</summary>
    public ReadOnlyMemory<byte> Proof { get; init; }

    public TransactionOutput SpentOutput => new(Satoshis, Script);
}
