namespace DarkSwap.Bitcoin.Runes;

/// <summary>What a transaction says about runes: a well-formed <see cref="Runestone"/> or a flawed <see cref="Cenotaph"/>.</summary>
public abstract record RuneArtifact
{
    /// <summary>The rune of which one mint is asked for.</summary>
    public RuneId? Mint { get; init; }
}
