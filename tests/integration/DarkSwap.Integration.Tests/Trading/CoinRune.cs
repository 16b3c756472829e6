namespace DarkSwap.Integration.Tests.Trading;

/// <summary>Units of one rune in a coin.</summary>
public sealed record CoinRune(string Asset, string Amount);
