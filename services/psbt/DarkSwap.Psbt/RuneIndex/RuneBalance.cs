using DarkSwap.Bitcoin.Runes;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>An amount of one rune, in its smallest unit.</summary>
public readonly record struct RuneBalance(RuneId Id, UInt128 Amount);
