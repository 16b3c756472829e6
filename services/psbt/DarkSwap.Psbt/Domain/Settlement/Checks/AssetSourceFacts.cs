namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>Whether the sources of assets can be trusted now.</summary>
/// <param name="IsMissing">Whether there is no source of inscriptions or alkanes and the network demands them.</param>
/// <param name="BehindDetail">Null when all are level with the node's tip; else a sentence that names the one that is not.</param>
public sealed record AssetSourceFacts(bool IsMissing, string? BehindDetail);
