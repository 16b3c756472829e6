using System.Text.Json;

namespace DarkSwap.Testing;

/// <summary>
/// The demo's wallet (infra/wallet) as a process: keys, signatures, runes and their index by Node.js libraries that
/// DarkSwap did not write.
/// </summary>
public sealed class NodeWallet : IAsyncDisposable
{
    /// <summary>Satoshis in the output that gets a premine.</summary>
    public const long EtchingPostageSatoshis = 10_000;

    /// <summary>Satoshis that a transfer or an etching without a name pays.</summary>
    public const long UsualFeeSatoshis = 2_000;

    private static readonly TimeSpan CallLimit = Patience.Usual;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly ChildProcess process = ChildProcess.Start("node", [RepositoryFolder.File("infra", "wallet", "wallet.mjs"), "serve"]);
    private readonly SemaphoreSlim writing = new(1, 1);
    private int lastId;

    /// <summary>The same seed always gives the same key.</summary>
    public Task<WalletKey> CreateKeyAsync(string type, string seed, CancellationToken cancellationToken) =>
        CallAsync<WalletKey>("create-key", new { type, seed }, cancellationToken);

    /// <summary>Signs inputs of a base64 PSBT with <c>bitcoinjs</c> or <c>scure</c>.</summary>
    public async Task<string> SignPsbtAsync(string psbt, WalletKey key, IReadOnlyList<int> inputs, string library, CancellationToken cancellationToken) =>
        (await CallAsync<JsonElement>("sign-psbt", new { psbt, key, inputs, library }, cancellationToken)).GetProperty("psbt").GetString()!;

    /// <summary>Signs with another signature hash type than asked for, for example 2 (NONE), with bitcoinjs-lib.</summary>
    public async Task<string> SignPsbtAsync(string psbt, WalletKey key, IReadOnlyList<int> inputs, int signatureHashType, CancellationToken cancellationToken) =>
        (await CallAsync<JsonElement>("sign-psbt", new { psbt, key, inputs, signatureHashType }, cancellationToken)).GetProperty("psbt").GetString()!;

    /// <summary>The same PSBT with one thing changed in its transaction; infra/wallet/altering.mjs lists the changes.</summary>
    public async Task<string> AlterPsbtAsync(string psbt, string change, CancellationToken cancellationToken) =>
        (await CallAsync<JsonElement>("alter-psbt", new { psbt, change }, cancellationToken)).GetProperty("psbt").GetString()!;

    /// <summary>BIP-322 simple: the witness in base64.</summary>
    public async Task<string> SignMessageAsync(WalletKey key, string message, CancellationToken cancellationToken) =>
        (await CallAsync<JsonElement>("sign-message", new { key, message }, cancellationToken)).GetProperty("signature").GetString()!;

    public Task<WalletTransaction> FinalizePsbtAsync(string psbt, CancellationToken cancellationToken) =>
        CallAsync<WalletTransaction>("finalize-psbt", new { psbt }, cancellationToken);

    /// <summary>A payment; <paramref name="runestone"/> has the shape that infra/wallet describes, or is null.</summary>
    public Task<WalletTransaction> TransferAsync(
        IReadOnlyList<WalletCoin> coins, IReadOnlyList<(string Address, long Satoshis)> outputs, string changeAddress, object? runestone, CancellationToken cancellationToken) =>
        TransferAsync(coins, outputs, changeAddress, runestone, UsualFeeSatoshis, cancellationToken);

    /// <summary>A payment that is too large for the usual fee.</summary>
    public Task<WalletTransaction> TransferAsync(
        IReadOnlyList<WalletCoin> coins, IReadOnlyList<(string Address, long Satoshis)> outputs, string changeAddress, object? runestone, long fee, CancellationToken cancellationToken) =>
        CallAsync<WalletTransaction>("transfer", new { coins, outputs = outputs.Select(output => new { address = output.Address, satoshis = output.Satoshis }), changeAddress, runestone, fee }, cancellationToken);

    /// <summary>Both transactions of a named etching; the second may be mined in the fifth block after that of the first.</summary>
    public async Task<(WalletTransaction Commit, WalletTransaction Reveal)> EtchAsync(WalletCoin coin, RuneEtching etching, string to, CancellationToken cancellationToken)
    {
        var answer = await CallAsync<JsonElement>("etch", new { coin, etching, to, changeAddress = coin.Key.Address, postage = EtchingPostageSatoshis }, cancellationToken);
        return (answer.GetProperty("commit").Deserialize<WalletTransaction>(Json)!, answer.GetProperty("reveal").Deserialize<WalletTransaction>(Json)!);
    }

    /// <summary>The change goes back to the coin's key.</summary>
    public Task<WalletTransaction> EtchNamelessAsync(WalletCoin coin, RuneEtching etching, string to, CancellationToken cancellationToken) =>
        EtchNamelessAsync(coin, etching, to, coin.Key.Address, cancellationToken);

    /// <summary>Output 0 holds the premine and <see cref="EtchingPostageSatoshis"/>.</summary>
    public Task<WalletTransaction> EtchNamelessAsync(WalletCoin coin, RuneEtching etching, string to, string changeAddress, CancellationToken cancellationToken) =>
        CallAsync<WalletTransaction>("etch-nameless", new { coin, etching, to, changeAddress, postage = EtchingPostageSatoshis }, cancellationToken);

    public Task<JsonElement> DecodeTransactionAsync(string transaction, CancellationToken cancellationToken) =>
        CallAsync<JsonElement>("decode-transaction", new { transaction }, cancellationToken);

    /// <summary>All runes in unspent outputs of the chain.</summary>
    public async Task<IReadOnlyList<RuneHolding>> IndexRunesAsync(BitcoinNode node, CancellationToken cancellationToken) =>
        (await CallAsync<JsonElement>("index-runes", new { rpc = node.RpcUrl }, cancellationToken)).GetProperty("balances").Deserialize<RuneHolding[]>(Json)!;

    public ValueTask DisposeAsync()
    {
        writing.Dispose();
        return process.DisposeAsync();
    }

    private async Task<TOutput> CallAsync<TOutput>(string command, object input, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref lastId);
        var request = JsonSerializer.Serialize(new { id, command, input }, Json);
        await writing.WaitAsync(cancellationToken);
        try
        {
            await process.Input.WriteLineAsync(request.AsMemory(), cancellationToken);
            await process.Input.FlushAsync(cancellationToken);
        }
        finally
        {
            writing.Release();
        }

        var line = await process.WaitForLineAsync(candidate => candidate.StartsWith($"{{\"id\":{id},", StringComparison.Ordinal), CallLimit, cancellationToken);
        using var answer = JsonDocument.Parse(line);
        return answer.RootElement.TryGetProperty("output", out var output)
            ? output.Deserialize<TOutput>(Json)!
            : throw new InvalidOperationException($"wallet {command}: {answer.RootElement.GetProperty("error").GetString()}");
    }
}
