using System.Text.Json;
using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Primitives;

namespace DarkSwap.Psbt.Chain.Rpc;

/// <summary>Bitcoin Core's RPC (version 25 or later, signets 28 or later) as the chain source.</summary>
public sealed class RpcChainSource(RpcClient client, ChainOptions options) : IChainSource
{
    private const int WithSpentOutputs = 2;

    public Task<BlockchainInformation> GetInformationAsync(CancellationToken cancellationToken) =>
        client.CallAsync("getblockchaininfo", [], RpcReading.ReadInformation, cancellationToken);

    public Task<BlockHash> GetBestBlockHashAsync(CancellationToken cancellationToken) =>
        client.CallAsync("getbestblockhash", [], RpcReading.ReadBlockHash, cancellationToken);

    public Task<BlockHash?> GetBlockHashAsync(int height, CancellationToken cancellationToken) =>
        NullOnAsync<BlockHash?>(RpcErrorCode.InvalidParameter, "getblockhash", [height], result => RpcReading.ReadBlockHash(result), cancellationToken);

    public Task<Block?> GetBlockAsync(BlockHash hash, CancellationToken cancellationToken) =>
        NullOnAsync<Block?>(RpcErrorCode.InvalidAddressOrKey, "getblock", [hash.ToString(), 0], RpcReading.ReadBlock, cancellationToken);

    public Task<BlockReference?> FindInActiveChainAsync(BlockHash hash, CancellationToken cancellationToken) =>
        NullOnAsync(RpcErrorCode.InvalidAddressOrKey, "getblockheader", [hash.ToString(), true], RpcReading.ReadActiveHeader, cancellationToken);

    public Task<TransactionPosition?> FindTransactionAsync(TransactionId id, BlockHash? block, CancellationToken cancellationToken) =>
        NullOnAsync<TransactionPosition?>(
            RpcErrorCode.InvalidAddressOrKey, "getrawtransaction", block is null ? [id.ToString(), 1] : [id.ToString(), 1, block.ToString()], RpcReading.ReadPosition, cancellationToken);

    public async Task<IReadOnlyList<Transaction?>> GetMempoolTransactionsAsync(IReadOnlyList<TransactionId> ids, CancellationToken cancellationToken)
    {
        ThrowIfTooMany(ids.Count);
        return await client.CallManyAsync<Transaction?>(
            "getrawtransaction",
            [.. ids.Select(id => new object?[] { id.ToString(), 0 })],
            RpcReading.ReadTransaction,
            error => error.Code == RpcErrorCode.InvalidAddressOrKey ? null : throw error,
            cancellationToken);
    }

    public Task<IReadOnlyList<SpentOutput>?> GetSpentOutputsAsync(TransactionId id, BlockHash block, CancellationToken cancellationToken) =>
        NullOnAsync<IReadOnlyList<SpentOutput>?>(
            RpcErrorCode.InvalidAddressOrKey, "getrawtransaction", [id.ToString(), WithSpentOutputs, block.ToString()], RpcReading.ReadSpentOutputs, cancellationToken);

    public Task<UnspentOutput?> GetUnspentOutputAsync(OutPoint outPoint, bool includeMempool, CancellationToken cancellationToken) =>
        client.CallAsync("gettxout", [outPoint.TransactionId.ToString(), outPoint.Index, includeMempool], result => RpcReading.ReadUnspent(result, outPoint), cancellationToken);

    public async Task<UnspentScan?> ScanUnspentOutputsAsync(IReadOnlyCollection<Script> scripts, CancellationToken cancellationToken)
    {
        var descriptors = scripts.Select(script => $"raw({script})").ToArray();
        try
        {
            return await client.CallOnceAsync("scantxoutset", ["start", descriptors], options.ScanTimeout, RpcReading.ReadScan, cancellationToken);
        }
        catch (RpcException error) when (error.Code == RpcErrorCode.InvalidParameter)
        {
            return null;
        }
    }

    public Task<double?> GetScanProgressPercentAsync(CancellationToken cancellationToken) =>
        client.CallAsync(
            "scantxoutset", ["status"], result => result.ValueKind == JsonValueKind.Null ? (double?)null : result.GetProperty("progress").GetDouble(), cancellationToken);

    public Task<MempoolAcceptance> TestAcceptanceAsync(Transaction transaction, CancellationToken cancellationToken) =>
        client.CallAsync("testmempoolaccept", [new[] { transaction.ToString() }], RpcReading.ReadAcceptance, cancellationToken);

    public async Task<Result<TransactionId, BroadcastRefusal>> BroadcastAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            return await client.CallAsync("sendrawtransaction", [transaction.ToString()], RpcReading.ReadTransactionId, cancellationToken);
        }
        catch (RpcException error)
        {
            // Confirmed ones are refused as known or, once their outputs are spent too, as without inputs.
            return error.Code == RpcErrorCode.AlreadyInUtxoSet || await FindTransactionAsync(transaction.Id, null, cancellationToken) is not null
                ? transaction.Id
                : new BroadcastRefusal(error.Code, error.Reason);
        }
    }

    public Task<long?> EstimateFeeRateAsync(int targetBlocks, CancellationToken cancellationToken) =>
        client.CallAsync(
            "estimatesmartfee", [targetBlocks], result => result.TryGetProperty("feerate", out var rate) ? RpcReading.ReadSatoshis(rate) : (long?)null, cancellationToken);

    public Task<long> GetMinimumFeeRateAsync(CancellationToken cancellationToken) =>
        client.CallAsync(
            "getmempoolinfo",
            [],
            result => Math.Max(RpcReading.ReadSatoshis(result.GetProperty("mempoolminfee")), RpcReading.ReadSatoshis(result.GetProperty("minrelaytxfee"))),
            cancellationToken);

    public async Task<IReadOnlyCollection<TransactionId>> GetMempoolAsync(CancellationToken cancellationToken) =>
        await client.CallAsync("getrawmempool", [], RpcReading.ReadTransactionIds, cancellationToken);

    public Task<MempoolEntry?> GetMempoolEntryAsync(TransactionId id, CancellationToken cancellationToken) =>
        NullOnAsync<MempoolEntry?>(RpcErrorCode.InvalidAddressOrKey, "getmempoolentry", [id.ToString()], RpcReading.ReadMempoolEntry, cancellationToken);

    public async Task<IReadOnlyList<TransactionId?>> GetMempoolSpendersAsync(IReadOnlyList<OutPoint> outPoints, CancellationToken cancellationToken)
    {
        ThrowIfTooMany(outPoints.Count);
        if (outPoints.Count == 0)
        {
            return [];
        }

        var spent = outPoints.Select(outPoint => new { txid = outPoint.TransactionId.ToString(), vout = outPoint.Index }).ToArray();
        var spenders = await client.CallAsync("gettxspendingprevout", [spent], RpcReading.ReadSpenders, cancellationToken);
        return spenders.Count == outPoints.Count ? spenders : throw new ChainSourceException(ChainSourceFault.InvalidAnswer, "The Bitcoin node left outpoints out of its answer.");
    }

    public Task<IReadOnlyList<TransactionId>?> GetMempoolAncestorsAsync(TransactionId id, CancellationToken cancellationToken) =>
        NullOnAsync<IReadOnlyList<TransactionId>?>(RpcErrorCode.InvalidAddressOrKey, "getmempoolancestors", [id.ToString()], RpcReading.ReadTransactionIds, cancellationToken);

    private static void ThrowIfTooMany(int count) => ArgumentOutOfRangeException.ThrowIfGreaterThan(count, IChainSource.MaximumBatch);

    private async Task<TResult?> NullOnAsync<TResult>(int code, string method, object?[] parameters, Func<JsonElement, TResult> read, CancellationToken cancellationToken)
    {
        try
        {
            return await client.CallAsync(method, parameters, read, cancellationToken);
        }
        catch (RpcException error) when (error.Code == code)
        {
            return default;
        }
    }
}
