namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>A coin that its owner put up, with what the chain and the asset sources say of it.</summary>
public sealed record SelectableCoin(SettlementInput Input, RuneBalances Runes, AssetPresence Inscriptions, AssetPresence Alkanes);
