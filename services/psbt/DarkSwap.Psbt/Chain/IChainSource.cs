using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Primitives;

namespace DarkSwap.Psbt.Chain;

/// <summary>
/// The chain as a trusted Bitcoin node tells it. What the node refuses is a value; a node that cannot be asked is a
/// <see cref="ChainSourceException"/>, thrown after retries of faults that pass by themselves.
/// </summary>
public interface IChainSource
{
    Task<BlockchainInformation> GetInformationAsync(CancellationToken cancellationToken);

    Task<BlockHash> GetBestBlockHashAsync(CancellationToken cancellationToken);

    /// <summary>The block of the active chain at a height; null above its tip.</summary>
    Task<BlockHash?> GetBlockHashAsync(int height, CancellationToken cancellationToken);

    /// <summary>Null if the node does not know the block; also one that left the active chain can be had.</summary>
    Task<Block?> GetBlockAsync(BlockHash hash, CancellationToken cancellationToken);

    /// <summary>Where the block is in the active chain; null if it is not in it.</summary>
    Task<BlockReference?> FindInActiveChainAsync(BlockHash hash, CancellationToken cancellationToken);

    /// <summary>Finds a transaction in the mempool, in the block named or, if the node has a transaction index, anywhere.</summary>
    Task<TransactionPosition?> FindTransactionAsync(TransactionId id, BlockHash? block, CancellationToken cancellationToken);

    /// <summary>Mempool transactions in one call, at most <see cref="MaximumBatch"/>; null where the transaction has gone.</summary>
    Task<IReadOnlyList<Transaction?>> GetMempoolTransactionsAsync(IReadOnlyList<TransactionId> ids, CancellationToken cancellationToken);

    /// <summary>What a confirmed transaction's inputs spent; null if the node does not find it in that block.</summary>
    Task<IReadOnlyList<SpentOutput>?> GetSpentOutputsAsync(TransactionId id, BlockHash block, CancellationToken cancellationToken);

    /// <summary>Null if the output does not exist or is spent; with <paramref name="includeMempool"/> also if the mempool spends it.</summary>
    Task<UnspentOutput?> GetUnspentOutputAsync(OutPoint outPoint, bool includeMempool, CancellationToken cancellationToken);

    /// <summary>Searches the whole UTXO set, which takes minutes on mainnet. The node does one scan at a time: null while another one runs.</summary>
    Task<UnspentScan?> ScanUnspentOutputsAsync(IReadOnlyCollection<Script> scripts, CancellationToken cancellationToken);

    /// <summary>How far the running scan is, 0 to 100; null if none runs.</summary>
    Task<double?> GetScanProgressPercentAsync(CancellationToken cancellationToken);

    Task<MempoolAcceptance> TestAcceptanceAsync(Transaction transaction, CancellationToken cancellationToken);

    /// <summary>Hands a transaction to the network. One that the mempool or the chain already has is a success.</summary>
    Task<Result<TransactionId, BroadcastRefusal>> BroadcastAsync(Transaction transaction, CancellationToken cancellationToken);

    /// <summary>In satoshis per 1,000 virtual bytes; null while the node has too little to go by.</summary>
    Task<long?> EstimateFeeRateAsync(int targetBlocks, CancellationToken cancellationToken);

    /// <summary>What the mempool takes at least at the moment, in satoshis per 1,000 virtual bytes.</summary>
    Task<long> GetMinimumFeeRateAsync(CancellationToken cancellationToken);

    Task<IReadOnlyCollection<TransactionId>> GetMempoolAsync(CancellationToken cancellationToken);

    /// <summary>Null if the transaction is not in the mempool.</summary>
    Task<MempoolEntry?> GetMempoolEntryAsync(TransactionId id, CancellationToken cancellationToken);

    /// <summary>Which mempool transaction spends each outpoint, in the same order; at most <see cref="MaximumBatch"/>.</summary>
    Task<IReadOnlyList<TransactionId?>> GetMempoolSpendersAsync(IReadOnlyList<OutPoint> outPoints, CancellationToken cancellationToken);

    /// <summary>Unconfirmed transactions that this one depends on; null if it is not in the mempool.</summary>
    Task<IReadOnlyList<TransactionId>?> GetMempoolAncestorsAsync(TransactionId id, CancellationToken cancellationToken);

    /// <summary>Most items that one call may ask for.</summary>
    const int MaximumBatch = 500;
}
