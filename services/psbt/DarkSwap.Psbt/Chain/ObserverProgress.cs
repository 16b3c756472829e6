namespace DarkSwap.Psbt.Chain;

/// <summary>How far one follower of the chain has come.</summary>
/// <param name="Name">For people, for example "rune index".</param>
/// <param name="Tip">The last block that it has taken in; null if it has refused before it had any.</param>
/// <param name="Remaining">Estimate until it is level; null when it is or when there is nothing to go by yet.</param>
/// <param name="Refusal">Why it follows no longer.</param>
public sealed record ObserverProgress(string Name, BlockReference? Tip, TimeSpan? Remaining, string? Refusal);
