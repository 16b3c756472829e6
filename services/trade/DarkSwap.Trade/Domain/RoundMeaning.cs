using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Trade.Domain;

/// <summary>Which inputs this side's wallet signs and what the transaction changes for it, by simulation.</summary>
public sealed record RoundMeaning(IReadOnlyList<InputToSign> InputsToSign, long SatoshiChange, IReadOnlyList<AssetChange> AssetChanges);
