namespace DarkSwap.Psbt.Chain;

/// <summary>Whether the node's mempool would take a transaction, and if not, the reason in the node's words.</summary>
public sealed record MempoolAcceptance(bool IsAllowed, string? RejectReason, long? FeeSatoshis);
