using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>What the chain and the asset sources say about an input.</summary>
public sealed record CoinFacts
{
    public static CoinFacts Unknown { get; } = new() { Presence = CoinPresence.Unknown, Inscriptions = AssetPresence.Unknown, Alkanes = AssetPresence.Unknown };

    public required CoinPresence Presence { get; init; }

    /// <summary>Null unless it is unspent.</summary>
    public TransactionOutput? Output { get; init; }

    /// <summary>0 in the mempool.</summary>
    public int Confirmations { get; init; }

    /// <summary>Null when the rune index cannot tell.</summary>
    public RuneBalances? Runes { get; init; }

    public required AssetPresence Inscriptions { get; init; }

    public required AssetPresence Alkanes { get; init; }
}
