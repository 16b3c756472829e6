namespace DarkSwap.Psbt.Chain;

/// <summary>Why the node did not take a transaction that was handed to it.</summary>
/// <param name="Code">The node's error code, for example −26 for policy and scripts, −25 for missing inputs.</param>
/// <param name="Reason">In the node's words, for example <c>min relay fee not met</c>.</param>
public sealed record BroadcastRefusal(int Code, string Reason);
