namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>Whether a coin carries assets of a kind.</summary>
public enum AssetPresence
{
    None,
    Holds,

    /// <summary>Nobody can tell now; never to be taken for <see cref="None"/>.</summary>
    Unknown,
}
