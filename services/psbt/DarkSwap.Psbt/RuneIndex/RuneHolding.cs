using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>An amount of one rune in one unspent output.</summary>
public readonly record struct RuneHolding(OutPoint OutPoint, RuneBalance Balance);
