using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Chain;

/// <summary>What an input of a confirmed transaction spent.</summary>
/// <param name="Height">Height of the block that created the output.</param>
public sealed record SpentOutput(OutPoint OutPoint, Script Script, int Height);
