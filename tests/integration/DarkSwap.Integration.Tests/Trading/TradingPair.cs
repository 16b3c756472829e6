using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Trading;

/// <summary>Two traders and what they bring: Alice a coin with all units of one rune, Bob a coin of plain bitcoin.</summary>
public sealed record TradingPair(Trader Alice, WalletCoin RuneCoin, Trader Bob, WalletCoin BitcoinCoin, string Asset);
