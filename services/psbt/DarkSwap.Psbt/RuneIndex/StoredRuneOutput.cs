using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>An unspent output with runes in it.</summary>
/// <param name="ScriptHash">SHA-256 of the output's script, 32 bytes.</param>
/// <param name="Balances">Ordered by id, none of them zero.</param>
public sealed record StoredRuneOutput(OutPoint OutPoint, ReadOnlyMemory<byte> ScriptHash, IReadOnlyList<RuneBalance> Balances);
