namespace DarkSwap.Psbt.Persistence.RuneIndex;

/// <summary>An etched rune.</summary>
public sealed class RuneRow
{
    /// <summary>With <see cref="TransactionIndex"/> the rune's id.</summary>
    public required long Block { get; init; }

    public required long TransactionIndex { get; init; }

    /// <summary>How many runes were etched before it.</summary>
    public required long Number { get; init; }

    /// <summary>The name's number, see <see cref="Bitcoin.Runes.RuneName"/>.</summary>
    public required UInt128 Name { get; init; }

    public required long Spacers { get; init; }

    public required int Divisibility { get; init; }

    /// <summary>A Unicode scalar value.</summary>
    public int? Symbol { get; init; }

    public required UInt128 Premine { get; init; }

    /// <summary>Whether the etching had terms at all; each of them may be absent.</summary>
    public required bool HasTerms { get; init; }

    public UInt128? MintAmount { get; init; }

    public UInt128? MintCap { get; init; }

    public UInt128? MintHeightStart { get; init; }

    public UInt128? MintHeightEnd { get; init; }

    public UInt128? MintOffsetStart { get; init; }

    public UInt128? MintOffsetEnd { get; init; }

    public required bool IsTurbo { get; init; }

    /// <summary>Id of the etching transaction, 32 bytes in the order of serialization.</summary>
    public required byte[] EtchingTransaction { get; init; }

    /// <summary>The time in the header of its block.</summary>
    public required DateTimeOffset EtchedAt { get; init; }

    /// <summary>Mints so far.</summary>
    public required UInt128 Mints { get; set; }

    /// <summary>Burned so far, in the smallest unit.</summary>
    public required UInt128 Burned { get; set; }
}
