namespace DarkSwap.Psbt.Chain;

/// <summary>What a scan of the UTXO set found, and at which block: outputs of later blocks are not in it.</summary>
public sealed record UnspentScan(BlockReference Tip, IReadOnlyList<ScannedOutput> Outputs);
