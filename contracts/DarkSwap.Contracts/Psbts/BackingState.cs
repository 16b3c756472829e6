namespace DarkSwap.Contracts.Psbts;

public enum BackingState
{
    Valid,
    Invalid,

    /// <summary>The chain or the rune index cannot answer now: ask again later.</summary>
    Unknown,
}
