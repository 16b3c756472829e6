namespace DarkSwap.Psbt.AssetSources;

/// <summary>Section <c>psbt</c>.</summary>
public sealed class AssetSourceOptions
{
    public const string Section = "psbt";

    /// <summary>Whether coins count as free of inscriptions and alkanes where no source can tell. Never on mainnet. Default: no, and trades are refused.</summary>
    public bool TreatMissingAssetSourcesAsEmpty { get; set; }
}
