using System.Text;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>An etched rune as the index knows it.</summary>
public sealed record RuneEntry
{
    public required RuneId Id { get; init; }

    public required SpacedRuneName Name { get; init; }

    /// <summary>How many runes were etched before it.</summary>
    public required long Number { get; init; }

    /// <summary>Decimal places for display.</summary>
    public int Divisibility { get; init; }

    public Rune? Symbol { get; init; }

    /// <summary>Units that the etching allocated.</summary>
    public UInt128 Premine { get; init; }

    /// <summary>Null if it cannot be minted at all.</summary>
    public MintTerms? Terms { get; init; }

    public bool IsTurbo { get; init; }

    public required TransactionId EtchingTransaction { get; init; }

    /// <summary>The time in the header of its block.</summary>
    public required DateTimeOffset EtchedAt { get; init; }

    /// <summary>How often it was minted.</summary>
    public UInt128 Mints { get; init; }

    public UInt128 Burned { get; init; }

    /// <summary>What was ever allocated, burned units included. Cannot overflow: such etchings are cenotaphs.</summary>
    public UInt128 Supply => Premine + (Mints * (Terms?.Amount ?? UInt128.Zero));

    /// <summary>What one mint at <paramref name="height"/> gives; null if it is not open.</summary>
    public UInt128? MintableAt(int height) =>
        Terms is { } terms && terms.AreOpenAt((ulong)height, Id.Block, Mints) ? terms.Amount ?? UInt128.Zero : null;
}
