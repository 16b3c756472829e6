namespace DarkSwap.Psbt.Chain;

/// <summary>A transaction's place in the node's mempool.</summary>
/// <param name="AncestorCount">Unconfirmed transactions it depends on, itself included.</param>
public sealed record MempoolEntry(int VirtualSize, long FeeSatoshis, int AncestorCount, int DescendantCount, int Height);
