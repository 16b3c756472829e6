using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Trading;

/// <summary>A Bitcoin node, a wallet, and two nodes that know each other, standalone ones unless a derived stack says otherwise: one stack for all tests of a class.</summary>
public class TradingStack : IAsyncLifetime
{
    public const int AutomaticAcceptanceSeconds = 30;

    /// <summary>Long enough for nodes to be killed and started in between.</summary>
    public const int ManualAcceptanceSeconds = 300;

    private INode? alice;
    private INode? bob;
    private BitcoinNode? chain;

    public BitcoinNode Chain => chain ?? throw new InvalidOperationException("The stack has not been started.");

    public NodeWallet Wallet { get; } = new();

    public INode AliceNode => alice ?? throw new InvalidOperationException("The stack has not been started.");

    public INode BobNode => bob ?? throw new InvalidOperationException("The stack has not been started.");

    /// <summary>Where a page may come from that calls a node.</summary>
    public Uri PageOrigin { get; } = new($"http://127.0.0.1:{LoopbackPorts.Find(1)[0]}");

    /// <summary>Configuration keys of both nodes.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["cors:origins:0"] = PageOrigin.GetLeftPart(UriPartial.Authority) };

    public static Guid NewTradeId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    public async Task InitializeAsync()
    {
        chain = await BitcoinNode.StartAsync(CancellationToken.None);
        // No inscription or alkane was ever made on this chain, so nothing is missed without an index of them.
        var settings = new Dictionary<string, string>(Settings) { ["psbt:treatMissingAssetSourcesAsEmpty"] = "true" };
        var options = new NodeStart { BitcoinRpcUrl = chain.RpcUrl, Settings = settings };
        alice = await StartAliceAsync(options);
        bob = await StartBobAsync(options with { BootstrapAddresses = [alice.Address] });
    }

    public async Task DisposeAsync()
    {
        foreach (var resource in new IAsyncDisposable?[] { alice, bob, Wallet, chain })
        {
            if (resource is not null)
            {
                await resource.DisposeAsync();
            }
        }
    }

    /// <summary>Alice with runes in one coin, Bob with bitcoin in one coin, both known to their nodes.</summary>
    /// <param name="test">Makes the keys of each test its own.</param>
    /// <param name="keyType"><c>p2wpkh</c> or <c>p2tr</c>, for both.</param>
    public async Task<TradingPair> CreatePairAsync(string test, string keyType, long premine)
    {
        var seller = await Trader.CreateAsync("Alice", test, AliceNode, Wallet, keyType, "scure");
        var buyer = await Trader.CreateAsync("Bob", test, BobNode, Wallet, keyType, "bitcoinjs");
        var funds = await Chain.FundAsync([(seller.CoinKey.Address, 100_000), (buyer.CoinKey.Address, 200_000)], CancellationToken.None);
        // The etching's change goes to a key that plays no part in the trade.
        var miner = await Wallet.CreateKeyAsync(keyType, $"{test} change", CancellationToken.None);
        var etching = await Wallet.EtchNamelessAsync(new WalletCoin(funds[0], seller.CoinKey), new RuneEtching(null, $"{premine}"), seller.CoinKey.Address, miner.Address, CancellationToken.None);
        await Chain.SendAsync(etching.Transaction, CancellationToken.None);
        await Chain.MineAsync(1, CancellationToken.None);
        var asset = $"RUNE:{await Chain.GetHeightAsync(CancellationToken.None)}:1";
        var runeCoin = new WalletCoin(etching.TransactionId, 0, NodeWallet.EtchingPostageSatoshis, seller.CoinKey);
        var bitcoinCoin = new WalletCoin(funds[1], buyer.CoinKey);
        await seller.RegisterAddressesAsync();
        await buyer.RegisterAddressesAsync();
        await seller.CoinAsync(runeCoin.OutPoint, "available");
        await buyer.CoinAsync(bitcoinCoin.OutPoint, "available");
        return new TradingPair(seller, runeCoin, buyer, bitcoinCoin, asset);
    }

    /// <summary>From the proposal to the confirmed transaction, each side signing when its node asks it to.</summary>
    public async Task<(TradeView Trade, long FeeSatoshis)> TradeAsync(Trader taker, WalletCoin coin, Trader maker, string orderId, long fill)
    {
        var tradeId = NewTradeId();
        await taker.Api.PostAsync("trades", await taker.ProposalAsync(tradeId, orderId, fill, coin, AutomaticAcceptanceSeconds));
        await taker.TradeToSignAsync(tradeId, "psbtReady");
        var feeSatoshis = await taker.SignAsync(tradeId);
        await maker.TradeToSignAsync(tradeId, "takerSigned");
        (await maker.SignAsync(tradeId)).ShouldBe(feeSatoshis);
        return (await ConfirmAsync(tradeId, taker, maker), feeSatoshis);
    }

    /// <summary>Mines the transaction that both sides have signed, until the trade is completed on both nodes.</summary>
    public async Task<TradeView> ConfirmAsync(Guid tradeId, Trader taker, Trader maker)
    {
        await maker.TradeAsync(tradeId, trade => trade.IsBroadcast);
        var broadcast = await taker.TradeAsync(tradeId, trade => trade.IsBroadcast);
        await MineAsync(broadcast.TransactionId!);
        await maker.TradeAsync(tradeId, trade => trade.State == "completed");
        await taker.TradeAsync(tradeId, trade => trade.State == "completed");
        return broadcast;
    }

    /// <summary>A node says that a trade is broadcast before the network has the transaction: it is mined once it is there.</summary>
    public async Task MineAsync(string transactionId)
    {
        await Waiting.ForAsync($"{transactionId} at the Bitcoin node", async () =>
        {
            var waiting = await Chain.CallAsync("getrawmempool", [], CancellationToken.None);
            var isThere = waiting.EnumerateArray().Any(entry => entry.GetString() == transactionId);
            return isThere || await IsConfirmedAsync(transactionId) ? "there" : null;
        });
        await Chain.MineAsync(1, CancellationToken.None);
    }

    /// <summary>What both hold on the chain, by the Bitcoin node and by a rune index that is not ours.</summary>
    public async Task<(Holdings Alice, Holdings Bob)> HoldingsOnChainAsync(TradingPair pair) =>
        (await HoldingsOnChainAsync(pair.Alice, pair.Asset), await HoldingsOnChainAsync(pair.Bob, pair.Asset));

    /// <summary>Compares with the chain first, and then each node's own answer, which may take a moment.</summary>
    /// <param name="runes">What Alice gave to Bob.</param>
    public async Task ShouldHoldAsync(TradingPair pair, (Holdings Alice, Holdings Bob) before, long aliceSatoshis, long bobSatoshis, long runes)
    {
        var alice = new Holdings(before.Alice.Satoshis + aliceSatoshis, before.Alice.Runes - runes);
        var bob = new Holdings(before.Bob.Satoshis + bobSatoshis, before.Bob.Runes + runes);
        (await HoldingsOnChainAsync(pair)).ShouldBe((alice, bob));
        foreach (var (trader, expected) in new[] { (pair.Alice, alice), (pair.Bob, bob) })
        {
            await Waiting.ForAsync($"{trader.Name}'s node to agree with the chain", async () => await trader.HoldingsAsync(pair.Asset) == expected ? expected : null);
            (await trader.CoinsAsync()).ShouldAllBe(coin => coin.State == "available");
        }
    }

    protected virtual async Task<INode> StartAliceAsync(NodeStart start) => await StandaloneNode.StartAsync(start, CancellationToken.None);

    protected virtual async Task<INode> StartBobAsync(NodeStart start) => await StandaloneNode.StartAsync(start, CancellationToken.None);

    private async Task<bool> IsConfirmedAsync(string transactionId)
    {
        try
        {
            return (await Chain.CallAsync("getrawtransaction", [transactionId, true], CancellationToken.None)).TryGetProperty("confirmations", out _);
        }
        catch (BitcoinRpcException)
        {
            return false;
        }
    }

    private async Task<Holdings> HoldingsOnChainAsync(Trader trader, string asset)
    {
        string[] addresses = [trader.CoinKey.Address, trader.ReceiveKey.Address];
        var satoshis = 0L;
        foreach (var address in addresses)
        {
            satoshis += (await Chain.ScanTxOutSetAsync($"addr({address})", CancellationToken.None)).Sum(output => output.Satoshis);
        }

        var runes = await Wallet.IndexRunesAsync(Chain, CancellationToken.None);
        return new Holdings(satoshis, runes.Where(holding => $"RUNE:{holding.Rune}" == asset && addresses.Contains(holding.Address)).Sum(holding => long.Parse(holding.Amount)));
    }
}
