namespace DarkSwap.Psbt.Domain.Settlement.Checks;

public enum CoinPresence
{
    Unspent,

    /// <summary>The chain does not have it, or it or the mempool spends it in another transaction than this trade's.</summary>
    SpentOrMissing,

    /// <summary>The Bitcoin node could not be asked.</summary>
    Unknown,
}
