using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Primitives;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Tests.RuneIndex;

namespace DarkSwap.Psbt.Tests.Chain;

/// <summary>A chain in memory that can fail, fork and lose blocks on demand. Real nodes are asked in the integration tests.</summary>
internal sealed class FakeChain : IChainSource
{
    private readonly Lock gate = new();
    private readonly Dictionary<BlockHash, ConnectedBlock> known = [];
    private readonly List<ConnectedBlock> active = [];
    private uint nonce;

    public FakeChain() => Append(TestTransactions.Block(0, default));

    public ChainSourceException? Fault { get; set; }

    public string ChainName { get; set; } = "regtest";

    public bool IsInitialBlockDownload { get; set; }

    public int HeadersAhead { get; set; }

    public int? PruneHeight { get; set; }

    public ReadOnlyMemory<byte>? SignetChallenge { get; set; }

    public List<Transaction> Mempool { get; } = [];

    /// <summary>Runs after the mempool was listed, for what happens meanwhile.</summary>
    public Action? AfterMempoolListed { get; set; }

    public int Height => active.Count - 1;

    public BlockReference Tip => active[^1].Reference;

    public ConnectedBlock this[int height] => active[height];

    public ConnectedBlock Mine(params Transaction[] transactions)
    {
        lock (gate)
        {
            var block = TestTransactions.Block(active.Count, Tip.Hash, nonce, transactions);
            Append(block);
            Mempool.RemoveAll(transactions.Contains);
            return block;
        }
    }

    public void MineEmpty(int count)
    {
        for (var block = 0; block < count; block++)
        {
            Mine();
        }
    }

    /// <summary>Leaves the chain from this height on; what is mined next makes another branch.</summary>
    public void Invalidate(int height)
    {
        lock (gate)
        {
            active.RemoveRange(height, active.Count - height);
            nonce++;
        }
    }

    public Task<BlockchainInformation> GetInformationAsync(CancellationToken cancellationToken) => Answer(() => new BlockchainInformation
    {
        Chain = ChainName,
        Tip = Tip,
        HeaderHeight = Height + HeadersAhead,
        IsInitialBlockDownload = IsInitialBlockDownload,
        PruneHeight = PruneHeight,
        SignetChallenge = SignetChallenge,
        MedianTimeUnixSeconds = 1_700_000_000,
    });

    public Task<BlockHash> GetBestBlockHashAsync(CancellationToken cancellationToken) => Answer(() => Tip.Hash);

    public Task<BlockHash?> GetBlockHashAsync(int height, CancellationToken cancellationToken) => Answer(() => height < active.Count ? active[height].Hash : (BlockHash?)null);

    public Task<Block?> GetBlockAsync(BlockHash hash, CancellationToken cancellationToken) => Answer(() => known.TryGetValue(hash, out var block) ? block.Block : null);

    public Task<BlockReference?> FindInActiveChainAsync(BlockHash hash, CancellationToken cancellationToken) =>
        Answer(() => active.Where(block => block.Hash == hash).Select(block => (BlockReference?)block.Reference).SingleOrDefault());

    public Task<TransactionPosition?> FindTransactionAsync(TransactionId id, BlockHash? block, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Transaction?>> GetMempoolTransactionsAsync(IReadOnlyList<TransactionId> ids, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<Transaction?>>(() => [.. ids.Select(id => Mempool.FirstOrDefault(transaction => transaction.Id == id))]);

    public Task<IReadOnlyList<SpentOutput>?> GetSpentOutputsAsync(TransactionId id, BlockHash block, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<SpentOutput>?>(() =>
            [.. known[block].Block.Transactions.Single(transaction => transaction.Id == id).Inputs.Select(input => FindSpent(input.PreviousOutput)).OfType<SpentOutput>()]);

    public async Task<IReadOnlyCollection<TransactionId>> GetMempoolAsync(CancellationToken cancellationToken)
    {
        var ids = await Answer<IReadOnlyCollection<TransactionId>>(() => [.. Mempool.Select(transaction => transaction.Id)]);
        AfterMempoolListed?.Invoke();
        return ids;
    }

    public Task<UnspentOutput?> GetUnspentOutputAsync(OutPoint outPoint, bool includeMempool, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<UnspentScan?> ScanUnspentOutputsAsync(IReadOnlyCollection<Script> scripts, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<double?> GetScanProgressPercentAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<MempoolAcceptance> TestAcceptanceAsync(Transaction transaction, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Result<TransactionId, BroadcastRefusal>> BroadcastAsync(Transaction transaction, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long?> EstimateFeeRateAsync(int targetBlocks, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> GetMinimumFeeRateAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<MempoolEntry?> GetMempoolEntryAsync(TransactionId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<TransactionId?>> GetMempoolSpendersAsync(IReadOnlyList<OutPoint> outPoints, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<TransactionId>?> GetMempoolAncestorsAsync(TransactionId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    private void Append(ConnectedBlock block)
    {
        active.Add(block);
        known[block.Hash] = block;
    }

    private SpentOutput? FindSpent(OutPoint outPoint)
    {
        foreach (var block in active)
        {
            if (block.Block.Transactions.FirstOrDefault(transaction => transaction.Id == outPoint.TransactionId) is { } transaction)
            {
                return new SpentOutput(outPoint, transaction.Outputs[(int)outPoint.Index].Script, block.Height);
            }
        }

        return null;
    }

    private Task<TAnswer> Answer<TAnswer>(Func<TAnswer> answer)
    {
        lock (gate)
        {
            return Fault is null ? Task.FromResult(answer()) : Task.FromException<TAnswer>(Fault);
        }
    }
}
