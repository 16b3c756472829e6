using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace DarkSwap.Testing;

/// <summary>
/// A real Bitcoin node with a regtest chain of its own. It has no wallet: the first 110 blocks pay a well-known key,
/// and <see cref="FundAsync"/> pays out of those coins. Stopped and restarted, it keeps its chain and its ports.
/// </summary>
public sealed class BitcoinNode : IAsyncDisposable
{
    /// <summary>Blocks mined at start; the subsidy halves at 150, so tests should not waste them.</summary>
    public const int InitialBlocks = 110;

    private const string MinerKey = "cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA";
    private const string MinerAddress = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
    private const string MinerScript = "0014751e76e8199196d454941c45d1b3a323f1433bd6";
    private const long SatoshisPerBitcoin = 100_000_000;
    private const long FundingFeeSatoshis = 5_000;
    private static readonly TimeSpan StartLimit = Patience.OfPrograms;
    private static readonly TimeSpan StopLimit = Patience.OfPrograms;
    private readonly TemporaryFolder folder = new();
    private readonly string program;
    private readonly int[] ports = LoopbackPorts.Find(2);
    private readonly SemaphoreSlim funding = new(1, 1);
    private readonly Queue<BitcoinOutput> funds = new();
    private readonly HttpClient http;
    private ChildProcess? process;

    private BitcoinNode(string program)
    {
        this.program = program;
        RpcUri = new Uri($"http://127.0.0.1:{ports[0]}/");
        http = new HttpClient { BaseAddress = RpcUri, Timeout = Patience.Usual };
        var credentials = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{RpcUser}:{RpcPassword}"));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
    }

    public Uri RpcUri { get; }

    public string RpcUser => "test";

    public string RpcPassword => "regtest-only";

    /// <summary>The address with user and password in it, as <c>--bitcoin-rpc</c> takes it.</summary>
    public string RpcUrl => $"http://{RpcUser}:{RpcPassword}@127.0.0.1:{ports[0]}";

    /// <summary>Publishes rawtx, hashblock and sequence.</summary>
    public string ZeroMqAddress => $"tcp://127.0.0.1:{ports[1]}";

    /// <summary>Starts a node with a fresh chain of <see cref="InitialBlocks"/> blocks.</summary>
    public static async Task<BitcoinNode> StartAsync(CancellationToken cancellationToken)
    {
        var path = await ChildProcess.RunAsync(RepositoryFolder.File("infra", "bitcoin-node"), ["--path"], string.Empty, Patience.OfPrograms, cancellationToken);
        var node = new BitcoinNode(path.Trim());
        try
        {
            await node.StartAgainAsync(cancellationToken);
            await node.MineAsync(InitialBlocks, cancellationToken);
            await node.CollectMatureCoinsAsync(cancellationToken);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the stopped or killed node with the chain that it had.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        process = ChildProcess.Start(program, Arguments());
        var deadline = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync(cancellationToken))
        {
            if (process.HasExited || TimeProvider.System.GetElapsedTime(deadline) > StartLimit)
            {
                throw new InvalidOperationException($"bitcoind did not get ready.\n{process.Describe()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Lets the node finish writing and end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (process is { } running)
        {
            running.Terminate();
            await running.WaitForExitAsync(StopLimit, cancellationToken);
            await running.DisposeAsync();
            process = null;
        }
    }

    public async Task<JsonElement> CallAsync(string method, IReadOnlyList<object?> parameters, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync((Uri?)null, new { jsonrpc = "1.0", id = 0, method, @params = parameters }, cancellationToken);
        using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
        var error = document.RootElement.GetProperty("error");
        return error.ValueKind == JsonValueKind.Null
            ? document.RootElement.GetProperty("result").Clone()
            : throw new BitcoinRpcException(method, error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString() ?? string.Empty);
    }

    /// <summary>Mines what waits in the mempool and returns the hashes of the new blocks.</summary>
    public async Task<IReadOnlyList<string>> MineAsync(int blocks, CancellationToken cancellationToken) =>
        Strings(await CallAsync("generatetoaddress", [blocks, MinerAddress], cancellationToken));

    /// <summary>Mines one block of exactly these raw transactions, also such as the mempool's policy refuses.</summary>
    public async Task<string> GenerateBlockAsync(IReadOnlyList<string> rawTransactions, CancellationToken cancellationToken) =>
        (await CallAsync("generateblock", [MinerAddress, rawTransactions], cancellationToken)).GetProperty("hash").GetString()!;

    /// <summary>Puts a raw transaction into the mempool and returns its id.</summary>
    public async Task<string> SendAsync(string rawTransaction, CancellationToken cancellationToken) =>
        (await CallAsync("sendrawtransaction", [rawTransaction], cancellationToken)).GetString()!;

    public async Task<long> GetHeightAsync(CancellationToken cancellationToken) =>
        (await CallAsync("getblockcount", [], cancellationToken)).GetInt64();

    /// <summary>Takes the block and all after it off the chain; mining then makes another branch.</summary>
    public Task InvalidateBlockAsync(string blockHash, CancellationToken cancellationToken) =>
        CallAsync("invalidateblock", [blockHash], cancellationToken);

    /// <summary>The confirmed unspent outputs of a descriptor such as <c>addr(…)</c> or <c>raw(…)</c>.</summary>
    public async Task<IReadOnlyList<BitcoinOutput>> ScanTxOutSetAsync(string descriptor, CancellationToken cancellationToken)
    {
        var scan = await CallAsync("scantxoutset", ["start", new[] { descriptor }], cancellationToken);
        return [.. scan.GetProperty("unspents").EnumerateArray().Select(unspent => new BitcoinOutput(
            unspent.GetProperty("txid").GetString()!, unspent.GetProperty("vout").GetInt32(), Satoshis(unspent.GetProperty("amount"))))];
    }

    /// <summary>Pays one confirmed output of this amount to each of these different addresses, in this order, in one transaction.</summary>
    public async Task<IReadOnlyList<BitcoinOutput>> FundAsync(IReadOnlyList<(string Address, long Satoshis)> payments, CancellationToken cancellationToken)
    {
        await funding.WaitAsync(cancellationToken);
        try
        {
            var inputs = new List<BitcoinOutput>();
            var change = -payments.Sum(payment => payment.Satoshis) - FundingFeeSatoshis;
            while (change < 0)
            {
                inputs.Add(funds.Dequeue());
                change += inputs[^1].Satoshis;
            }

            object[] outputs = [.. payments.Append((Address: MinerAddress, Satoshis: change)).Select(output => new Dictionary<string, string> { [output.Address] = Bitcoins(output.Satoshis) })];
            var unsigned = await CallAsync("createrawtransaction", [inputs.Select(input => new { txid = input.TransactionId, vout = input.Index }), outputs], cancellationToken);
            var spent = inputs.Select(input => new { txid = input.TransactionId, vout = input.Index, scriptPubKey = MinerScript, amount = Bitcoins(input.Satoshis) });
            var signed = await CallAsync("signrawtransactionwithkey", [unsigned.GetString(), new[] { MinerKey }, spent], cancellationToken);
            var transactionId = await SendAsync(signed.GetProperty("hex").GetString()!, cancellationToken);
            await MineAsync(1, cancellationToken);
            funds.Enqueue(new BitcoinOutput(transactionId, payments.Count, change));
            return [.. payments.Select((payment, index) => new BitcoinOutput(transactionId, index, payment.Satoshis))];
        }
        finally
        {
            funding.Release();
        }
    }

    /// <summary>Kills the node: its chain goes with its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (process is { } running)
        {
            await running.DisposeAsync();
        }

        http.Dispose();
        funding.Dispose();
        folder.Dispose();
    }

    private static string Bitcoins(long satoshis) =>
        string.Create(CultureInfo.InvariantCulture, $"{satoshis / SatoshisPerBitcoin}.{satoshis % SatoshisPerBitcoin:D8}");

    private static long Satoshis(JsonElement bitcoins) => (long)(bitcoins.GetDecimal() * SatoshisPerBitcoin);

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString()!)];

    private string[] Arguments() =>
    [
        "-regtest", $"-datadir={folder.Path}", "-server=1", "-disablewallet=1", "-txindex=1", "-listen=0", "-connect=0", "-dnsseed=0", "-fixedseeds=0",
        "-natpmp=0", "-listenonion=0", "-rpcbind=127.0.0.1", "-rpcallowip=127.0.0.1", $"-rpcport={ports[0]}", $"-rpcuser={RpcUser}", $"-rpcpassword={RpcPassword}",
        "-dbcache=50", "-printtoconsole=0", $"-zmqpubrawtx={ZeroMqAddress}", $"-zmqpubhashblock={ZeroMqAddress}", $"-zmqpubsequence={ZeroMqAddress}",
        .. CorePolicy(),
    ];

    // Knots by default neither relays runes nor knows a policy that Core has; Core itself does not know this option.
    private string[] CorePolicy() => Environment.GetEnvironmentVariable("DARKSWAP_BITCOIND") is null ? ["-corepolicy=1"] : [];

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync("getblockchaininfo", [], cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or BitcoinRpcException)
        {
            return false;
        }
    }

    private async Task CollectMatureCoinsAsync(CancellationToken cancellationToken)
    {
        const int Maturity = 100;
        for (var height = 1; height <= InitialBlocks - Maturity; height++)
        {
            var hash = (await CallAsync("getblockhash", [height], cancellationToken)).GetString();
            var block = await CallAsync("getblock", [hash, 2], cancellationToken);
            var coinbase = block.GetProperty("tx")[0];
            funds.Enqueue(new BitcoinOutput(coinbase.GetProperty("txid").GetString()!, 0, Satoshis(coinbase.GetProperty("vout")[0].GetProperty("value"))));
        }
    }
}
