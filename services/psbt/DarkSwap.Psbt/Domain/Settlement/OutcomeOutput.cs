using DarkSwap.Bitcoin.Scripts;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>What one output receives.</summary>
public sealed record OutcomeOutput(Script Script, long Satoshis, RuneBalances Runes);
