using System.Runtime.InteropServices;
using System.Text.Json;
using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Chain.Rpc;

/// <summary>Reads the node's answers. What does not fit is a <see cref="FormatException"/> or one of JSON's own exceptions, which the client turns into an invalid answer.</summary>
internal static class RpcReading
{
    public static BlockHash ReadBlockHash(JsonElement element) => BlockHash.Parse(element.GetString() ?? string.Empty);

    public static TransactionId ReadTransactionId(JsonElement element) => TransactionId.Parse(element.GetString() ?? string.Empty);

    /// <summary>Decodes without making a string of it first: a block has up to 8 MB of digits.</summary>
    public static byte[] ReadHexadecimal(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            throw new FormatException("A string of hexadecimal digits was expected.");
        }

        var quoted = JsonMarshal.GetRawUtf8Value(element);
        return Convert.FromHexString(quoted[1..^1]);
    }

    public static Block ReadBlock(JsonElement element) =>
        Block.TryReadWithoutCopy(ReadHexadecimal(element), out var block) ? block : throw new FormatException("Not a block.");

    public static Transaction ReadTransaction(JsonElement element) =>
        Transaction.TryReadWithoutCopy(ReadHexadecimal(element), TransactionFormat.WithWitness, out var transaction) ? transaction : throw new FormatException("Not a transaction.");

    /// <summary>The node writes amounts as bitcoin with eight decimals.</summary>
    public static long ReadSatoshis(JsonElement element)
    {
        var satoshis = element.GetDecimal() * Money.SatoshisPerBitcoin;
        return satoshis is >= 0 and <= Money.MaximumSatoshis && satoshis == decimal.Truncate(satoshis)
            ? (long)satoshis
            : throw new FormatException("Not an amount in bitcoin.");
    }

    public static BlockchainInformation ReadInformation(JsonElement result) => new()
    {
        Chain = result.GetProperty("chain").GetString() ?? string.Empty,
        Tip = new BlockReference(result.GetProperty("blocks").GetInt32(), ReadBlockHash(result.GetProperty("bestblockhash"))),
        HeaderHeight = result.GetProperty("headers").GetInt32(),
        IsInitialBlockDownload = result.GetProperty("initialblockdownload").GetBoolean(),
        PruneHeight = result.TryGetProperty("pruneheight", out var height) ? height.GetInt32() : null,
        SignetChallenge = result.TryGetProperty("signet_challenge", out var challenge) ? ReadHexadecimal(challenge) : null,
        MedianTimeUnixSeconds = result.GetProperty("mediantime").GetInt64(),
    };

    public static BlockReference? ReadActiveHeader(JsonElement result) =>
        result.GetProperty("confirmations").GetInt32() < 0
            ? null
            : new BlockReference(result.GetProperty("height").GetInt32(), ReadBlockHash(result.GetProperty("hash")));

    public static TransactionPosition ReadPosition(JsonElement result)
    {
        var isInBlock = result.TryGetProperty("blockhash", out var block);
        var isStale = result.TryGetProperty("in_active_chain", out var active) && !active.GetBoolean();
        var confirmations = result.TryGetProperty("confirmations", out var count) ? count.GetInt32() : 0;
        return new TransactionPosition(
            ReadTransaction(result.GetProperty("hex")),
            isInBlock && !isStale && confirmations > 0 ? ReadBlockHash(block) : null,
            isStale ? 0 : confirmations);
    }

    public static IReadOnlyList<SpentOutput> ReadSpentOutputs(JsonElement result)
    {
        var spent = new List<SpentOutput>();
        foreach (var input in result.GetProperty("vin").EnumerateArray())
        {
            if (!input.TryGetProperty("coinbase", out _))
            {
                var previous = input.GetProperty("prevout");
                spent.Add(new SpentOutput(
                    ReadOutPoint(input),
                    new Script(ReadHexadecimal(previous.GetProperty("scriptPubKey").GetProperty("hex"))),
                    previous.GetProperty("height").GetInt32()));
            }
        }

        return spent;
    }

    public static UnspentOutput? ReadUnspent(JsonElement result, OutPoint outPoint) =>
        result.ValueKind == JsonValueKind.Null
            ? null
            : new UnspentOutput(
                outPoint,
                ReadSatoshis(result.GetProperty("value")),
                new Script(ReadHexadecimal(result.GetProperty("scriptPubKey").GetProperty("hex"))),
                result.GetProperty("confirmations").GetInt32(),
                result.GetProperty("coinbase").GetBoolean(),
                ReadBlockHash(result.GetProperty("bestblock")));

    public static UnspentScan ReadScan(JsonElement result) => new(
        new BlockReference(result.GetProperty("height").GetInt32(), ReadBlockHash(result.GetProperty("bestblock"))),
        [.. result.GetProperty("unspents").EnumerateArray().Select(ReadScanned)]);

    public static MempoolAcceptance ReadAcceptance(JsonElement result)
    {
        var verdict = result[0];
        var reason = verdict.TryGetProperty("reject-reason", out var words) ? words.GetString() : null;
        return new MempoolAcceptance(
            verdict.GetProperty("allowed").GetBoolean() || reason == "txn-already-in-mempool",
            reason,
            verdict.TryGetProperty("fees", out var fees) ? ReadSatoshis(fees.GetProperty("base")) : null);
    }

    public static MempoolEntry ReadMempoolEntry(JsonElement result) => new(
        result.GetProperty("vsize").GetInt32(),
        ReadSatoshis(result.GetProperty("fees").GetProperty("base")),
        result.GetProperty("ancestorcount").GetInt32(),
        result.GetProperty("descendantcount").GetInt32(),
        result.GetProperty("height").GetInt32());

    public static IReadOnlyList<TransactionId> ReadTransactionIds(JsonElement result)
    {
        var ids = new TransactionId[result.GetArrayLength()];
        var index = 0;
        foreach (var id in result.EnumerateArray())
        {
            ids[index++] = ReadTransactionId(id);
        }

        return ids;
    }

    public static IReadOnlyList<TransactionId?> ReadSpenders(JsonElement result) =>
        [.. result.EnumerateArray().Select(spent => spent.TryGetProperty("spendingtxid", out var spender) ? ReadTransactionId(spender) : (TransactionId?)null)];

    private static ScannedOutput ReadScanned(JsonElement unspent) => new(
        ReadOutPoint(unspent),
        ReadSatoshis(unspent.GetProperty("amount")),
        new Script(ReadHexadecimal(unspent.GetProperty("scriptPubKey"))),
        unspent.GetProperty("height").GetInt32(),
        unspent.TryGetProperty("coinbase", out var coinbase) && coinbase.GetBoolean());

    private static OutPoint ReadOutPoint(JsonElement element) =>
        new(ReadTransactionId(element.GetProperty("txid")), element.GetProperty("vout").GetUInt32());
}
