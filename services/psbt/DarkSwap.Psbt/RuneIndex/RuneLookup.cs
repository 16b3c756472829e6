using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Chain;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>What the index and the node know of what a block refers to, before the block.</summary>
public sealed record RuneLookup
{
    /// <summary>Of the outpoints that the block spends those that hold runes.</summary>
    public required IReadOnlyDictionary<OutPoint, StoredRuneOutput> Spent { get; init; }

    /// <summary>The runes that are minted or held by what is spent.</summary>
    public required IReadOnlyDictionary<RuneId, RuneEntry> Runes { get; init; }

    /// <summary>Of the names that may be etched those that are taken.</summary>
    public required IReadOnlySet<RuneName> TakenNames { get; init; }

    /// <summary>What each transaction with a commitment spends, by index in the block.</summary>
    public required IReadOnlyDictionary<int, IReadOnlyList<SpentOutput>> Commitments { get; init; }

    /// <summary>How many runes there are.</summary>
    public required long RuneCount { get; init; }
}
