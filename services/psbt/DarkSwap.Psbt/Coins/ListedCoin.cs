using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Domain.Settlement;

namespace DarkSwap.Psbt.Coins;

/// <summary>An unspent coin with what is on it and who holds it.</summary>
/// <param name="Confirmations">0 in the mempool.</param>
public sealed record ListedCoin(OutPoint OutPoint, TransactionOutput Output, RuneBalances Runes, int Confirmations, CoinLock? Lock);
