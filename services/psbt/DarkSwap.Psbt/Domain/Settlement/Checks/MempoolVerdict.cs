namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>Whether the node's mempool would take a transaction, or has it already.</summary>
/// <param name="IsKnown">False when the node could not be asked.</param>
/// <param name="RejectReason">The node's words; null when it would take it.</param>
public sealed record MempoolVerdict(bool IsKnown, string? RejectReason);
