using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Domain.Settlement;
using Microsoft.Extensions.Options;

namespace DarkSwap.Psbt.AssetSources;

/// <summary>All sources of assets, and what to make of those that are missing.</summary>
public sealed class AssetSourceCatalog
{
    private readonly ILookup<AssetSourceKind, IAssetSource> sources;

    public AssetSourceCatalog(IEnumerable<IAssetSource> sources, IOptions<AssetSourceOptions> options, IOptions<ChainOptions> chainOptions)
    {
        this.sources = sources.ToLookup(source => source.Kind);
        MissingKinds = [.. Enum.GetValues<AssetSourceKind>().Where(kind => !this.sources.Contains(kind))];
        TreatsMissingAsEmpty = options.Value.TreatMissingAssetSourcesAsEmpty && chainOptions.Value.Network != ChainNetwork.Mainnet;
    }

    /// <summary>Kinds for which there is no source.</summary>
    public IReadOnlyList<AssetSourceKind> MissingKinds { get; }

    public bool TreatsMissingAsEmpty { get; }

    /// <summary>Whether trades are refused for want of a source.</summary>
    public bool IsMissing => MissingKinds.Count > 0 && !TreatsMissingAsEmpty;

    public async Task<AssetPresence> FindAsync(AssetSourceKind kind, OutPoint outPoint, BlockHash tip, CancellationToken cancellationToken)
    {
        if (!sources.Contains(kind))
        {
            return TreatsMissingAsEmpty ? AssetPresence.None : AssetPresence.Unknown;
        }

        var worst = AssetPresence.None;
        foreach (var source in sources[kind])
        {
            switch (await source.FindAsync(outPoint, tip, cancellationToken))
            {
                case AssetPresence.Holds: return AssetPresence.Holds;
                case AssetPresence.Unknown: worst = AssetPresence.Unknown; break;
                case AssetPresence.None: break;
            }
        }

        return worst;
    }
}
