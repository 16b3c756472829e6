namespace DarkSwap.Bitcoin.Runes;

/// <summary>An instruction to move runes.</summary>
/// <param name="Id">The rune; 0:0 is the one etched by the same transaction.</param>
/// <param name="Amount">In the rune's smallest unit; 0 means all that is left.</param>
/// <param name="Output">Index of the output that receives, or the number of outputs: spread over all that are not OP_RETURN.</param>
public readonly record struct Edict(RuneId Id, UInt128 Amount, uint Output);
