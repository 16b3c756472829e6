namespace DarkSwap.Psbt.Chain;

/// <summary>What an observer needs to know to decide where to start.</summary>
public sealed record NodeView(NetworkIdentity Network, BlockReference Tip, int? PruneHeight);
