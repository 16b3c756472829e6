namespace DarkSwap.Bitcoin.Runes;

/// <summary>A well-formed message of the runes protocol.</summary>
public sealed record Runestone : RuneArtifact
{
    /// <summary>In the order in which they run.</summary>
    public IReadOnlyList<Edict> Edicts { get; init; } = [];

    public Etching? Etching { get; init; }

    /// <summary>Index of the output that gets what edicts leave; without it, the first that is not OP_RETURN.</summary>
    public uint? Pointer { get; init; }
}
