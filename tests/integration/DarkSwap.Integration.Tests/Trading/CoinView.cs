namespace DarkSwap.Integration.Tests.Trading;

/// <summary>A coin as its owner's node shows it.</summary>
public sealed record CoinView(string OutPoint, string Address, string Satoshis, IReadOnlyList<CoinRune> Runes, int Confirmations, string State, string? TradeId);
