namespace DarkSwap.Testing;

/// <summary>Runes in an unspent output, as an index that is not ours counts them.</summary>
/// <param name="Rune">Block and transaction index of the etching, <c>110:1</c>.</param>
/// <param name="Amount">In the rune's smallest unit.</param>
public sealed record RuneHolding(string OutPoint, string? Address, string Rune, string Amount);
