using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>A coin as the chain and the rune index know it.</summary>
public sealed record SpentCoin(TransactionOutput Output, RuneBalances Runes);
