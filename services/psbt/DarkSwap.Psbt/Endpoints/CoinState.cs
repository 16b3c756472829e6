namespace DarkSwap.Psbt.Endpoints;

internal enum CoinState
{
    Available,

    /// <summary>A live trade holds it for a while.</summary>
    Locked,

    /// <summary>A trade holds it until the chain says how the trade ended.</summary>
    Encumbered,
}
