using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Psbt.Trading;

/// <summary>Coins and assets over the API, on a real node.</summary>
public sealed class CoinTests(BitcoinNodeFixture fixture) : IClassFixture<BitcoinNodeFixture>
{
    private readonly BitcoinNode node = fixture.Node;

    [Fact]
    public async Task Coins_that_were_there_before_are_found_and_then_followed_through_mempool_and_blocks()
    {
        await using var stage = await SettlementStage.StartAsync(node, "p2wpkh");
        await stage.WaitUntilLevelAsync();
        await FollowAsync(stage, stage.Alice.Address);
        await FollowAsync(stage, stage.Bob.Address);

        var runeCoin = (await CoinsAsync(stage, stage.Alice.Address)).Single(coin => coin.GetProperty("outPoint").GetString() == stage.RuneCoin);
        var before = await CoinsAsync(stage, stage.Bob.Address);
        var payment = await stage.Wallet.TransferAsync([stage.BitcoinCoin], [(stage.Bob.Address, 50_000)], stage.Alice.Address, runestone: null, CancellationToken.None);
        await node.SendAsync(payment.Transaction, CancellationToken.None);
        var unconfirmed = await WaitForCoinsAsync(stage, stage.Bob.Address, coins => coins.Count == 1 && coins[0].GetProperty("confirmations").GetInt32() == 0);
        await node.MineAsync(1, CancellationToken.None);
        var confirmed = await WaitForCoinsAsync(stage, stage.Bob.Address, coins => coins.Count == 1 && coins[0].GetProperty("confirmations").GetInt32() == 1);

        runeCoin.GetProperty("satoshis").GetString().ShouldBe("10000");
        runeCoin.GetProperty("state").GetString().ShouldBe("available");
        runeCoin.GetProperty("tradeId").ValueKind.ShouldBe(JsonValueKind.Null);
        runeCoin.GetProperty("runes")[0].GetProperty("asset").GetString().ShouldBe(stage.Rune);
        runeCoin.GetProperty("runes")[0].GetProperty("amount").GetString().ShouldBe("1000");
        before.ShouldHaveSingleItem().GetProperty("outPoint").GetString().ShouldBe(stage.BitcoinCoin.OutPoint);
        unconfirmed[0].GetProperty("outPoint").GetString().ShouldBe($"{payment.TransactionId}:0");
        confirmed[0].GetProperty("satoshis").GetString().ShouldBe("50000");
    }

    [Fact]
    public async Task What_the_mempool_does_to_an_address_before_it_is_followed_is_found_too()
    {
        await using var stage = await SettlementStage.StartAsync(node, "p2tr");
        var payment = await stage.Wallet.TransferAsync([stage.BitcoinCoin], [(stage.Bob.Address, 50_000)], stage.Alice.Address, runestone: null, CancellationToken.None);
        await node.SendAsync(payment.Transaction, CancellationToken.None);
        await stage.WaitUntilLevelAsync();

        await FollowAsync(stage, stage.Bob.Address);

        var coins = await WaitForCoinsAsync(stage, stage.Bob.Address, found => found.Count == 1 && found[0].GetProperty("confirmations").GetInt32() == 0);
        coins[0].GetProperty("outPoint").GetString().ShouldBe($"{payment.TransactionId}:0");
        await node.MineAsync(1, CancellationToken.None);
    }

    [Fact]
    public async Task A_block_that_leaves_the_chain_gives_a_spent_coin_back()
    {
        await using var stage = await SettlementStage.StartAsync(node, "p2tr");
        await stage.WaitUntilLevelAsync();
        await FollowAsync(stage, stage.Bob.Address);
        var payment = await stage.Wallet.TransferAsync([stage.BitcoinCoin], [(stage.Bob.Address, 50_000)], stage.Alice.Address, runestone: null, CancellationToken.None);
        var block = await node.GenerateBlockAsync([payment.Transaction], CancellationToken.None);
        await WaitForCoinsAsync(stage, stage.Bob.Address, coins => coins.Count == 1 && coins[0].GetProperty("satoshis").GetString() == "50000");

        await node.InvalidateBlockAsync(block, CancellationToken.None);
        await node.GenerateBlockAsync([], CancellationToken.None);
        await node.GenerateBlockAsync([], CancellationToken.None);

        // The payment went back to the mempool, so its output is there without confirmations.
        var coins = await WaitForCoinsAsync(stage, stage.Bob.Address, found => found.Count == 1 && found[0].GetProperty("confirmations").GetInt32() == 0);
        coins[0].GetProperty("outPoint").GetString().ShouldBe($"{payment.TransactionId}:0");
    }

    [Fact]
    public async Task A_locked_coin_names_its_trade()
    {
        await using var stage = await SettlementStage.StartAsync(node, "p2tr");
        await stage.WaitUntilLevelAsync();
        await FollowAsync(stage, stage.Bob.Address);

        await stage.Host.DeliverAsync(Lock(stage, TimeProvider.System.GetUtcNow().AddMinutes(5)), CancellationToken.None);
        var locked = (await CoinsAsync(stage, stage.Bob.Address)).ShouldHaveSingleItem();
        await stage.Host.DeliverAsync(Lock(stage, expiresAt: null), CancellationToken.None);
        var encumbered = (await CoinsAsync(stage, stage.Bob.Address)).ShouldHaveSingleItem();

        locked.GetProperty("state").GetString().ShouldBe("locked");
        locked.GetProperty("tradeId").GetGuid().ShouldBe(stage.TradeId);
        encumbered.GetProperty("state").GetString().ShouldBe("encumbered");
    }

    [Fact]
    public async Task Assets_holders_fees_and_simulations_are_answered()
    {
        await using var stage = await SettlementStage.StartAsync(node, "p2tr");
        var terms = await stage.AgreeAsync(fill: 400, quoteSatoshis: 10_000);
        var template = await stage.Host.RequestAsync<PrepareTemplate, TemplatePrepared>(new PrepareTemplate { Terms = terms }, CancellationToken.None);

        var asset = await stage.Host.Anonymous.GetFromJsonAsync<JsonElement>($"assets/{stage.Rune}");
        var holder = await stage.Host.Anonymous.GetFromJsonAsync<JsonElement>($"assets/{stage.Rune}/holders/{stage.Alice.Address}");
        var assets = await stage.Host.Anonymous.GetFromJsonAsync<JsonElement>("assets?limit=1000");
        var fees = await stage.Host.Anonymous.GetFromJsonAsync<JsonElement>("fees");
        using var simulated = await stage.Host.Operator.PostAsJsonAsync("psbts/simulations", new { psbt = template.Psbt });
        using var verified = await stage.Host.Operator.PostAsJsonAsync("psbts/verifications", new { psbt = template.Psbt });
        var simulation = await simulated.Content.ReadFromJsonAsync<JsonElement>();
        var verification = await verified.Content.ReadFromJsonAsync<JsonElement>();

        asset.GetProperty("premine").GetString().ShouldBe("1000");
        asset.GetProperty("supply").GetString().ShouldBe("1000");
        holder.GetProperty("amount").GetString().ShouldBe("1000");
        assets.GetProperty("items").EnumerateArray().ShouldContain(item => item.GetProperty("asset").GetString() == stage.Rune);
        long.Parse(fees.GetProperty("minimumFeeRate").GetString()!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        simulation.GetProperty("outputs")[0].GetProperty("runes")[0].GetProperty("amount").GetString().ShouldBe("400");
        simulation.GetProperty("feeSatoshis").GetString().ShouldBe(template.FeeSatoshis.ToString(System.Globalization.CultureInfo.InvariantCulture));
        verification.GetProperty("isValid").GetBoolean().ShouldBeTrue(verification.ToString());
    }

    private static LockCoins Lock(SettlementStage stage, DateTimeOffset? expiresAt) => new()
    {
        EventId = SettlementStage.NewId(),
        OccurredAt = TimeProvider.System.GetUtcNow(),
        TradeId = stage.TradeId,
        OutPoints = [stage.BitcoinCoin.OutPoint],
        ExpiresAt = expiresAt,
    };

    private static async Task FollowAsync(SettlementStage stage, string address)
    {
        using var response = await stage.Host.Operator.PostAsJsonAsync("coins/addresses", new { address });
        response.EnsureSuccessStatusCode();
        await WaitUntilAsync(async () => (await stage.Host.Operator.GetFromJsonAsync<JsonElement>($"coins/addresses/{address}")).GetProperty("state").GetString() == "followed");
    }

    private static async Task<List<JsonElement>> CoinsAsync(SettlementStage stage, string address) =>
        [.. (await stage.Host.Operator.GetFromJsonAsync<JsonElement>($"coins?address={address}")).GetProperty("items").EnumerateArray()];

    private static async Task<List<JsonElement>> WaitForCoinsAsync(SettlementStage stage, string address, Func<List<JsonElement>, bool> isWanted)
    {
        List<JsonElement> coins = [];
        await WaitUntilAsync(async () =>
        {
            using var response = await stage.Host.Operator.GetAsync($"coins?address={address}");
            if (!response.IsSuccessStatusCode)
            {
                return false;
            }

            coins = [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray()];
            return isWanted(coins);
        });
        return coins;
    }

    private static async Task WaitUntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience.OfPrograms, TimeProvider.System);
        while (!await isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }
}
