using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Fixtures;

public sealed class NodeWalletTests(BitcoinNodeFixture fixture) : IClassFixture<BitcoinNodeFixture>, IAsyncLifetime
{
    private const int BlocksUntilReveal = 5;
    private readonly BitcoinNode node = fixture.Node;
    private readonly NodeWallet wallet = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await wallet.DisposeAsync();

    [Theory]
    [InlineData("p2wpkh", "bitcoinjs")]
    [InlineData("p2wpkh", "scure")]
    [InlineData("p2tr", "bitcoinjs")]
    [InlineData("p2tr", "scure")]
    public async Task Signs_a_psbt_of_the_node_so_that_the_network_accepts_it(string type, string library)
    {
        var (key, coin) = await FundedKeyAsync(type, $"signs {library}", 100_000);
        object[] outputs = [new Dictionary<string, string> { [key.Address] = "0.00099000" }];
        var created = await node.CallAsync("createpsbt", [new[] { new { txid = coin.TransactionId, vout = coin.Index } }, outputs], CancellationToken.None);
        var updated = await node.CallAsync("utxoupdatepsbt", [created.GetString()], CancellationToken.None);

        var signed = await wallet.SignPsbtAsync(updated.GetString()!, key, [0], library, CancellationToken.None);

        var completed = await wallet.FinalizePsbtAsync(signed, CancellationToken.None);
        (await node.SendAsync(completed.Transaction, CancellationToken.None)).ShouldBe(completed.TransactionId);
    }

    [Theory]
    [InlineData("p2wpkh")]
    [InlineData("p2tr")]
    public async Task Etches_a_nameless_rune_and_sends_a_part_of_it(string type)
    {
        var (key, coin) = await FundedKeyAsync(type, "nameless", 1_000_000);
        var (_, fee) = await FundedKeyAsync(type, "nameless fee", 50_000);
        var recipient = await wallet.CreateKeyAsync(type, "nameless recipient", CancellationToken.None);

        var etching = await wallet.EtchNamelessAsync(coin, new RuneEtching(null, "5000"), key.Address, CancellationToken.None);
        await node.SendAsync(etching.Transaction, CancellationToken.None);
        await node.MineAsync(1, CancellationToken.None);
        var held = (await wallet.IndexRunesAsync(node, CancellationToken.None)).Single(holding => holding.Address == key.Address);
        held.ShouldBe(new RuneHolding($"{etching.TransactionId}:0", key.Address, $"{await node.GetHeightAsync(CancellationToken.None)}:1", "5000"));

        var sending = await wallet.TransferAsync(
            [new WalletCoin(etching.TransactionId, 0, NodeWallet.EtchingPostageSatoshis, key), fee], [(recipient.Address, 1_000)], key.Address,
            new { edicts = new[] { new { rune = held.Rune, amount = "1200", output = 0 } }, pointer = 1 }, CancellationToken.None);
        await node.SendAsync(sending.Transaction, CancellationToken.None);
        await node.MineAsync(1, CancellationToken.None);

        var after = await wallet.IndexRunesAsync(node, CancellationToken.None);
        after.Where(holding => holding.Rune == held.Rune).ShouldBe(
        [
            new RuneHolding($"{sending.TransactionId}:0", recipient.Address, held.Rune, "1200"),
            new RuneHolding($"{sending.TransactionId}:1", key.Address, held.Rune, "3800"),
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task A_named_etching_takes_five_blocks_between_commitment_and_reveal()
    {
        var early = await EtchNamedAsync("EARLYDARKSWAPRUNE", BlocksUntilReveal - 2);
        var inTime = await EtchNamedAsync("TIMELY•DARKSWAP•RUNE", BlocksUntilReveal - 1);

        var holdings = await wallet.IndexRunesAsync(node, CancellationToken.None);
        holdings.ShouldNotContain(holding => holding.OutPoint.StartsWith(early, StringComparison.Ordinal));
        holdings.Single(holding => holding.OutPoint == $"{inTime}:0").Amount.ShouldBe("21000000");
    }

    [Fact]
    public async Task Decodes_the_runestone_of_a_transaction()
    {
        var (key, coin) = await FundedKeyAsync("p2tr", "decodes", 1_000_000);
        var etching = await wallet.EtchNamelessAsync(coin, new RuneEtching(null, "340282366920938463463374607431768211455"), key.Address, CancellationToken.None);

        var decoded = await wallet.DecodeTransactionAsync(etching.Transaction, CancellationToken.None);

        decoded.GetProperty("inputs")[0].GetString().ShouldBe(coin.OutPoint);
        decoded.GetProperty("outputs")[0].GetProperty("address").GetString().ShouldBe(key.Address);
        decoded.GetProperty("runestone").GetProperty("etching").GetProperty("premine").GetString().ShouldBe("340282366920938463463374607431768211455");
    }

    private async Task<(WalletKey Key, WalletCoin Coin)> FundedKeyAsync(string type, string seed, long satoshis)
    {
        var key = await wallet.CreateKeyAsync(type, seed, CancellationToken.None);
        var funded = await node.FundAsync([(key.Address, satoshis)], CancellationToken.None);
        return (key, new WalletCoin(funded[0], key));
    }

    /// <summary>Returns the id of the revealing transaction, mined after this many blocks in between.</summary>
    private async Task<string> EtchNamedAsync(string name, int blocksBetween)
    {
        var (key, coin) = await FundedKeyAsync("p2tr", name, 100_000);
        var (commit, reveal) = await wallet.EtchAsync(coin, new RuneEtching(name, "21000000"), key.Address, CancellationToken.None);
        await node.SendAsync(commit.Transaction, CancellationToken.None);
        await node.MineAsync(1 + blocksBetween, CancellationToken.None);
        await node.SendAsync(reveal.Transaction, CancellationToken.None);
        await node.MineAsync(1, CancellationToken.None);
        return reveal.TransactionId;
    }
}
