namespace DarkSwap.Bitcoin.Psbts;

/// <summary>By which rules an input is signed.</summary>
internal enum PsbtSpendKind
{
    /// <summary>A script that isn't shown, or of a kind that has no rules yet.</summary>
    Unknown,
    Legacy,
    WitnessV0,
    Taproot,
}
