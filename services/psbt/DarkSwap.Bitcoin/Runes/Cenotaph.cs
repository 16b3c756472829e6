namespace DarkSwap.Bitcoin.Runes;

/// <summary>A flawed runestone: all runes of the transaction's inputs burn, and so do a mint and a premine; an etched name is used up by a rune without supply.</summary>
public sealed record Cenotaph : RuneArtifact
{
    /// <summary>The first flaw found.</summary>
    public required RunestoneFlaw Flaw { get; init; }

    public RuneName? EtchedName { get; init; }
}
