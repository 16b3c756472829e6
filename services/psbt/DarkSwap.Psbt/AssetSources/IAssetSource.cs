using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Domain.Settlement;

namespace DarkSwap.Psbt.AssetSources;

/// <summary>An indexer of assets of one kind.</summary>
public interface IAssetSource
{
    AssetSourceKind Kind { get; }

    /// <summary><see cref="AssetPresence.Unknown"/> whenever the source does not answer or is not level with <paramref name="tip"/>; never an exception for that.</summary>
    Task<AssetPresence> FindAsync(OutPoint outPoint, BlockHash tip, CancellationToken cancellationToken);
}
