namespace DarkSwap.Psbt.Persistence.RuneIndex;

/// <summary>How far the index is; the only row of its table.</summary>
public sealed class RuneIndexStateRow
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>Name of the chain that was indexed, see <see cref="Chain.NetworkIdentity"/>.</summary>
    public required string Network { get; init; }

    /// <summary>The first block that was indexed.</summary>
    public required int StartHeight { get; init; }

    /// <summary>The last block that was indexed.</summary>
    public required int Height { get; set; }

    public required byte[] Hash { get; set; }

    /// <summary>Runes etched so far: the number of the next one.</summary>
    public required long RuneCount { get; set; }
}
