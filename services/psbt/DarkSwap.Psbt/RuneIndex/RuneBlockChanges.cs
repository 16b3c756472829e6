namespace DarkSwap.Psbt.RuneIndex;

/// <summary>What a block changes in the index; complete enough to be undone.</summary>
public sealed record RuneBlockChanges
{
    /// <summary>Runes etched in this block, as they are at its end.</summary>
    public required IReadOnlyList<RuneEntry> Etched { get; init; }

    /// <summary>Older runes that were minted or burned: before and after.</summary>
    public required IReadOnlyList<(RuneEntry Before, RuneEntry After)> Changed { get; init; }

    /// <summary>Outputs of earlier blocks whose runes moved.</summary>
    public required IReadOnlyList<StoredRuneOutput> Spent { get; init; }

    /// <summary>Outputs of this block that hold runes at its end.</summary>
    public required IReadOnlyList<StoredRuneOutput> Created { get; init; }

    public bool IsEmpty => Etched.Count == 0 && Changed.Count == 0 && Spent.Count == 0 && Created.Count == 0;
}
