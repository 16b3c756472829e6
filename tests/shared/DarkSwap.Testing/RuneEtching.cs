namespace DarkSwap.Testing;

/// <summary>What an etching creates; the whole premine goes to one output.</summary>
/// <param name="RuneName">With spacers, or null for a reserved name.</param>
/// <param name="Premine">In the rune's smallest unit.</param>
public sealed record RuneEtching(string? RuneName, string Premine, int Divisibility = 0, string Symbol = "D");
