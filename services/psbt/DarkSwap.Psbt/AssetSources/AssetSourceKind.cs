namespace DarkSwap.Psbt.AssetSources;

/// <summary>Assets that the rune index does not know of.</summary>
public enum AssetSourceKind
{
    Inscriptions,
    Alkanes,
}
