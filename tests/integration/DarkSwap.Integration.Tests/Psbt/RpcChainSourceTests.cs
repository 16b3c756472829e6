using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Chain.Rpc;
using DarkSwap.Testing;
using static DarkSwap.Integration.Tests.Psbt.AnyoneCoins;

namespace DarkSwap.Integration.Tests.Psbt;

public sealed class RpcChainSourceTests : IClassFixture<BitcoinNodeFixture>, IDisposable
{
    private static readonly Script Elsewhere = ScriptTemplate.PayToWitnessPublicKeyHash(new byte[20]);
    private readonly BitcoinNode node;
    private readonly AnyoneCoins coins;
    private readonly RpcClient client;
    private readonly RpcChainSource source;

    public RpcChainSourceTests(BitcoinNodeFixture fixture)
    {
        node = fixture.Node;
        coins = new AnyoneCoins(node);
        var options = new ChainOptions { RpcUrl = node.RpcUrl, Network = ChainNetwork.Regtest };
        client = new RpcClient(options, TimeProvider.System);
        source = new RpcChainSource(client, options);
    }

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task Reads_the_chain_and_its_blocks()
    {
        var information = await source.GetInformationAsync(CancellationToken.None);

        information.Chain.ShouldBe("regtest");
        information.PruneHeight.ShouldBeNull();
        information.HeaderHeight.ShouldBe(information.Tip.Height);
        (await source.GetBestBlockHashAsync(CancellationToken.None)).ShouldBe(information.Tip.Hash);
        (await source.GetBlockHashAsync(information.Tip.Height, CancellationToken.None)).ShouldBe(information.Tip.Hash);
        (await source.GetBlockHashAsync(information.Tip.Height + 1, CancellationToken.None)).ShouldBeNull();
        (await source.FindInActiveChainAsync(information.Tip.Hash, CancellationToken.None)).ShouldBe(information.Tip);
        (await source.FindInActiveChainAsync(default, CancellationToken.None)).ShouldBeNull();
        (await source.GetBlockAsync(default, CancellationToken.None)).ShouldBeNull();
        var block = (await source.GetBlockAsync(information.Tip.Hash, CancellationToken.None)).ShouldNotBeNull();
        block.Header.Hash.ShouldBe(information.Tip.Hash);
        block.HasValidMerkleRoot().ShouldBeTrue();
    }

    [Fact]
    public async Task Reads_what_a_confirmed_transaction_spent_with_script_and_height()
    {
        var coin = await coins.FundAsync(50_000);
        var height = (int)await node.GetHeightAsync(CancellationToken.None);
        var spending = Spend([coin], AnyoneScript);
        await coins.MineAsync(spending);
        var tip = await source.GetBestBlockHashAsync(CancellationToken.None);

        (await source.GetSpentOutputsAsync(spending.Id, tip, CancellationToken.None)).ShouldBe([new SpentOutput(coin.OutPoint, AnyoneScript, height)]);
        (await source.GetSpentOutputsAsync(default, tip, CancellationToken.None)).ShouldBeNull();
        var found = (await source.FindTransactionAsync(spending.Id, null, CancellationToken.None)).ShouldNotBeNull();
        found.Block.ShouldBe(tip);
        found.Confirmations.ShouldBe(1);
        found.Transaction.Id.ShouldBe(spending.Id);
    }

    [Fact]
    public async Task A_transaction_is_in_the_mempool_until_it_is_mined()
    {
        var coin = await coins.FundAsync(50_000);
        var parent = Spend([coin], AnyoneScript, Elsewhere);
        var child = Spend([Output(parent, 0), await coins.FundAsync(10_000)], Elsewhere);
        (await source.TestAcceptanceAsync(parent, CancellationToken.None)).ShouldBe(new MempoolAcceptance(true, null, 1_000));
        (await source.TestAcceptanceAsync(child, CancellationToken.None)).IsAllowed.ShouldBeFalse();
        foreach (var transaction in new[] { parent, child, parent })
        {
            (await source.BroadcastAsync(transaction, CancellationToken.None)).Value.ShouldBe(transaction.Id);
        }

        (await source.TestAcceptanceAsync(parent, CancellationToken.None)).IsAllowed.ShouldBeTrue();
        (await source.GetMempoolAsync(CancellationToken.None)).ShouldBe([parent.Id, child.Id], ignoreOrder: true);
        var transactions = await source.GetMempoolTransactionsAsync([child.Id, default, parent.Id], CancellationToken.None);
        transactions.Select(transaction => transaction?.Id).ShouldBe([child.Id, null, parent.Id]);
        (await source.GetMempoolSpendersAsync([coin.OutPoint, new OutPoint(child.Id, 0)], CancellationToken.None)).ShouldBe([parent.Id, null]);
        (await source.GetMempoolAncestorsAsync(child.Id, CancellationToken.None)).ShouldBe([parent.Id]);
        (await source.GetMempoolEntryAsync(child.Id, CancellationToken.None))!.AncestorCount.ShouldBe(2);
        (await source.GetMempoolEntryAsync(parent.Id, CancellationToken.None))!.FeeSatoshis.ShouldBe(1_000);
        (await source.FindTransactionAsync(parent.Id, null, CancellationToken.None))!.Block.ShouldBeNull();
        (await source.GetUnspentOutputAsync(coin.OutPoint, includeMempool: true, CancellationToken.None)).ShouldBeNull();
        (await source.GetUnspentOutputAsync(coin.OutPoint, includeMempool: false, CancellationToken.None))!.ValueSatoshis.ShouldBe(50_000);
        await node.MineAsync(1, CancellationToken.None);
        (await source.GetMempoolEntryAsync(parent.Id, CancellationToken.None)).ShouldBeNull();
        (await source.GetMempoolAncestorsAsync(parent.Id, CancellationToken.None)).ShouldBeNull();

        // Known to the chain, and of the parent no output is left that would make it so.
        (await source.BroadcastAsync(child, CancellationToken.None)).IsSuccess.ShouldBeTrue();
        (await source.BroadcastAsync(parent, CancellationToken.None)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task A_conflicting_transaction_is_refused_in_the_nodes_words()
    {
        var coin = await coins.FundAsync(50_000);
        await coins.MineAsync(Spend([coin], AnyoneScript));

        var refusal = (await source.BroadcastAsync(Spend([coin], Elsewhere), CancellationToken.None)).Error.ShouldNotBeNull();

        refusal.Code.ShouldBe(-25);
        refusal.Reason.ShouldContain("missingorspent");
    }

    [Fact]
    public async Task Finds_unspent_outputs_by_script()
    {
        var coin = await coins.FundAsync(77_777);
        var tip = (await source.GetInformationAsync(CancellationToken.None)).Tip;

        var scan = (await source.ScanUnspentOutputsAsync([AnyoneScript, Elsewhere], CancellationToken.None)).ShouldNotBeNull();

        scan.Tip.ShouldBe(tip);
        scan.Outputs.ShouldContain(new ScannedOutput(coin.OutPoint, 77_777, AnyoneScript, tip.Height, false));
        (await source.GetScanProgressPercentAsync(CancellationToken.None)).ShouldBeNull();
        (await source.GetUnspentOutputAsync(coin.OutPoint, true, CancellationToken.None)).ShouldBe(new UnspentOutput(coin.OutPoint, 77_777, AnyoneScript, 1, false, tip.Hash));
    }

    [Fact]
    public async Task A_young_chain_has_no_fee_estimate_but_a_minimum()
    {
        (await source.EstimateFeeRateAsync(2, CancellationToken.None)).ShouldBeNull();
        (await source.GetMinimumFeeRateAsync(CancellationToken.None)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_block_that_left_the_chain_is_still_had_but_not_in_it()
    {
        await coins.FundAsync(10_000);
        var left = await source.GetBestBlockHashAsync(CancellationToken.None);
        await node.InvalidateBlockAsync(left.ToString(), CancellationToken.None);
        await node.GenerateBlockAsync([], CancellationToken.None);

        (await source.GetBlockAsync(left, CancellationToken.None)).ShouldNotBeNull();
        (await source.FindInActiveChainAsync(left, CancellationToken.None)).ShouldBeNull();
        await node.MineAsync(1, CancellationToken.None);
    }

    [Fact]
    public async Task A_wrong_password_is_named()
    {
        var options = new ChainOptions { RpcUrl = node.RpcUrl.Replace(node.RpcPassword, "wrong", StringComparison.Ordinal) };
        using var stranger = new RpcClient(options, TimeProvider.System);

        var failure = await Should.ThrowAsync<ChainSourceException>(() => new RpcChainSource(stranger, options).GetInformationAsync(CancellationToken.None));

        failure.Fault.ShouldBe(ChainSourceFault.AccessDenied);
        failure.Message.ShouldContain("refuses our user and password");
    }

    [Fact]
    public async Task Many_calls_at_once_all_get_their_answers()
    {
        var hashes = await Task.WhenAll(Enumerable.Range(0, 100).Select(height => source.GetBlockHashAsync(height, CancellationToken.None)));

        hashes.Distinct().Count().ShouldBe(100);
        hashes.ShouldNotContain((BlockHash?)null);
    }
}
