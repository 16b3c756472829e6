using System.Text.Json;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Trading;

/// <summary>One side of a trade: its node, its wallet's two keys, and how it uses the public API.</summary>
public sealed class Trader
{
    private readonly NodeWallet wallet;
    private readonly string library;
    private string? network;

    private Trader(string name, INode node, NodeWallet wallet, string library, WalletKey coinKey, WalletKey receiveKey)
    {
        Name = name;
        Node = node;
        Api = new RestClient(node);
        this.wallet = wallet;
        this.library = library;
        CoinKey = coinKey;
        ReceiveKey = receiveKey;
    }

    public string Name { get; }

    public INode Node { get; }

    public RestClient Api { get; }

    /// <summary>Holds the coins that it puts up, and gets the change.</summary>
    public WalletKey CoinKey { get; }

    public WalletKey ReceiveKey { get; }

    /// <param name="seed">Its own for each test, so that no test sees another's coins.</param>
    /// <param name="library">Signs its PSBTs: <c>bitcoinjs</c> or <c>scure</c>.</param>
    public static async Task<Trader> CreateAsync(string name, string seed, INode node, NodeWallet wallet, string keyType, string library)
    {
        var coinKey = await wallet.CreateKeyAsync(keyType, $"{seed} {name} coins", CancellationToken.None);
        var receiveKey = await wallet.CreateKeyAsync(keyType, $"{seed} {name} receive", CancellationToken.None);
        return new Trader(name, node, wallet, library, coinKey, receiveKey);
    }

    public async Task RegisterAddressesAsync()
    {
        foreach (var key in new[] { CoinKey, ReceiveKey })
        {
            await Api.PostAsync("coins/addresses", new { address = key.Address });
            await Waiting.ForAsync($"{Name}'s node to follow {key.Address}", async () =>
                (await Api.GetAsync($"coins/addresses/{key.Address}")).GetProperty("state").GetString() == "followed" ? "followed" : null);
        }
    }

    public async Task<IReadOnlyList<CoinView>> CoinsAsync()
    {
        var coins = new List<CoinView>();
        foreach (var key in new[] { CoinKey, ReceiveKey })
        {
            var page = await Api.GetAsync<CoinPage>($"coins?address={key.Address}&limit=1000");
            coins.AddRange(page.Items);
        }

        return coins;
    }

    public Task<CoinView> CoinAsync(string outPoint, string state) =>
        Waiting.ForAsync($"{Name}'s node to show {outPoint} as {state}", async () => (await CoinsAsync()).FirstOrDefault(coin => coin.OutPoint == outPoint && coin.State == state));

    /// <summary>What its own node says that it holds.</summary>
    public async Task<Holdings> HoldingsAsync(string asset)
    {
        var coins = await CoinsAsync();
        return new Holdings(
            coins.Sum(coin => long.Parse(coin.Satoshis)),
            coins.SelectMany(coin => coin.Runes).Where(rune => rune.Asset == asset).Sum(rune => long.Parse(rune.Amount)));
    }

    public async Task<OrderView> PlaceOrderAsync(OrderTerms terms, WalletCoin coin)
    {
        var draft = await Api.PostAsync("orders/drafts", new
        {
            @base = terms.Asset,
            quote = "BTC",
            side = terms.Side,
            baseAmount = $"{terms.Amount}",
            price = new { quote = $"{terms.SatoshisEach}", @base = "1" },
            minimumFill = $"{terms.MinimumFill}",
            backing = terms.Side == "sell" ? new[] { coin.OutPoint } : [],
        });
        var message = draft.GetProperty("backingMessage").GetString()!;
        var proof = await wallet.SignMessageAsync(CoinKey, message, CancellationToken.None);
        var answer = await Api.SuccessAsync(HttpMethod.Post, "orders", new
        {
            document = draft.GetProperty("document").GetString(),
            settlement = new
            {
                coins = new[] { new { outPoint = coin.OutPoint, proof } },
                receiveAddress = ReceiveKey.Address,
                changeAddress = CoinKey.Address,
                changeProof = proof,
                acceptance = terms.Acceptance,
            },
        });
        return answer.Read<OrderView>();
    }

    public Task<OrderView> OrderAsync(string orderId, Func<OrderView, bool> isWanted) =>
        Waiting.ForAsync($"order {orderId} at {Name}'s node", async () => await Api.FindAsync<OrderView>($"orders/{orderId}") is { } order && isWanted(order) ? order : null);

    /// <summary>As signed messages name it; asked once.</summary>
    public async Task<string> NetworkAsync() => network ??= (await Api.GetAsync("network/identity")).GetProperty("network").GetString()!;

    /// <summary>The body of <c>POST /trades</c>, to send once, twice, or changed.</summary>
    /// <param name="acceptWithinSeconds">A maker that accepts by itself refuses to hold its coins for long.</param>
    public async Task<object> ProposalAsync(Guid tradeId, string orderId, long fill, WalletCoin coin, int acceptWithinSeconds)
    {
        var proof = await wallet.SignMessageAsync(CoinKey, $"darkswap-trade-v1:{await NetworkAsync()}:{tradeId:D}", CancellationToken.None);
        return new
        {
            tradeId,
            orderId,
            fill = $"{fill}",
            feeRate = "2000",
            settlement = new { coins = new[] { new { outPoint = coin.OutPoint, proof } }, receiveAddress = ReceiveKey.Address, changeAddress = CoinKey.Address },
            confirmations = 1,
            makerCoinConfirmations = 1,
            acceptWithinSeconds,
        };
    }

    /// <summary>Waits until this node's view of the trade is the wanted one, and fails at once if the trade ends in another way.</summary>
    public async Task<TradeView> TradeAsync(Guid tradeId, Func<TradeView, bool> isWanted)
    {
        TradeView? seen = null;
        try
        {
            return await Waiting.ForAsync($"trade {tradeId} at {Name}'s node", async () =>
            {
                seen = await Api.FindAsync<TradeView>($"trades/{tradeId}");
                return seen switch
                {
                    null => null,
                    _ when isWanted(seen) => seen,
                    { IsOver: true } => throw new InvalidOperationException($"The trade ended otherwise: {seen}\n{Node.Log}"),
                    _ => null,
                };
            });
        }
        catch (TimeoutException failure)
        {
            throw new TimeoutException($"{failure.Message} It is {seen}.\n{Node.Log}");
        }
    }

    public Task<TradeView> TradeToSignAsync(Guid tradeId, string state) =>
        TradeAsync(tradeId, trade => trade.State == state && trade.Needs == "signature");

    /// <summary>Fetches the PSBT and signs the inputs that the node asks for.</summary>
    public async Task<(string Psbt, long FeeSatoshis)> SignedPsbtAsync(Guid tradeId, string purpose)
    {
        return await SignAsync(await Api.GetAsync($"trades/{tradeId}/psbt?purpose={purpose}"));
    }

    /// <summary>Signs what the node's answer asks for, with its own key and no other.</summary>
    public async Task<(string Psbt, long FeeSatoshis)> SignAsync(JsonElement asked)
    {
        var inputs = asked.GetProperty("inputsToSign").EnumerateArray().ToArray();
        inputs.ShouldAllBe(input => input.GetProperty("address").GetString() == CoinKey.Address);
        var indexes = inputs.Select(input => input.GetProperty("index").GetInt32()).ToArray();
        var psbt = await wallet.SignPsbtAsync(asked.GetProperty("psbt").GetString()!, CoinKey, indexes, library, CancellationToken.None);
        return (psbt, long.Parse(asked.GetProperty("feeSatoshis").GetString()!));
    }

    /// <summary>Signs, hands the signatures in, and returns the fee.</summary>
    public async Task<long> SignAsync(Guid tradeId, string purpose = "trade")
    {
        var (psbt, feeSatoshis) = await SignedPsbtAsync(tradeId, purpose);
        await Api.PostAsync($"trades/{tradeId}/signatures", new { psbt, purpose });
        return feeSatoshis;
    }

    private sealed record CoinPage(IReadOnlyList<CoinView> Items);
}
