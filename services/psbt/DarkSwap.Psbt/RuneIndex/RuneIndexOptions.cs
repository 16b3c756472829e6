namespace DarkSwap.Psbt.RuneIndex;

/// <summary>Where the rune index starts (section <c>psbt:runeIndex</c>).</summary>
public sealed class RuneIndexOptions
{
    public const string Section = "psbt:runeIndex";

    /// <summary>Blocks that can be undone when the chain is reorganised.</summary>
    public const int UndoBlocks = 100;

    /// <summary>First block to index, on regtest only: elsewhere a later start would take old rune coins for plain bitcoin.</summary>
    public int? StartHeight { get; set; }

    /// <summary>Throws the index away at start and makes it again.</summary>
    public bool Rebuild { get; set; }
}
