using System.Globalization;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Psbt.Trading;

public sealed class SwapTests(BitcoinNodeFixture fixture) : IClassFixture<BitcoinNodeFixture>
{
    private readonly BitcoinNode node = fixture.Node;

    [Theory]
    [InlineData("p2wpkh", "bitcoinjs")]
    [InlineData("p2tr", "scure")]
    public async Task A_swap_moves_exactly_what_was_agreed(string keyType, string library)
    {
        await using var stage = await SettlementStage.StartAsync(node, keyType);
        var terms = await stage.AgreeAsync(fill: 400, quoteSatoshis: 10_000);
        var template = await stage.Host.RequestAsync<PrepareTemplate, TemplatePrepared>(new PrepareTemplate { Terms = terms }, CancellationToken.None);
        var accepted = await stage.CheckAsync(terms, template, TradeRole.GivesAsset, TradeCheckStage.BeforeAcceptance, psbt: null);
        var signing = await stage.CheckAsync(terms, template, TradeRole.GivesBitcoin, TradeCheckStage.BeforeSigning, template.Psbt);
        var transaction = await stage.SignAsync(terms, template, library);
        await stage.BroadcastAsync(terms, template.TransactionId, transaction);
        await stage.Messages.WaitForAsync<TradeTransactionObserved>(observed => observed.Status == TransactionStatus.InMempool);
        await node.MineAsync(1, CancellationToken.None);
        await stage.Messages.WaitForAsync<TradeTransactionObserved>(observed => observed is { Status: TransactionStatus.Confirmed, Confirmations: 1 });

        accepted.Failures.ShouldBeEmpty();
        accepted.SatoshiChange.ShouldBe(10_000);
        accepted.AssetChanges.ShouldBe([new AssetChange(stage.Rune, -400)]);
        signing.Failures.ShouldBeEmpty();
        signing.SatoshiChange.ShouldBe(-10_000 - template.FeeSatoshis);
        signing.AssetChanges.ShouldBe([new AssetChange(stage.Rune, 400)]);
        signing.InputsToSign.ShouldBe([new InputToSign(1, stage.BitcoinCoin.OutPoint, stage.Bob.Address)]);
        var holdings = await stage.Wallet.IndexRunesAsync(node, CancellationToken.None);
        var rune = stage.Rune["RUNE:".Length..];
        holdings.Where(holding => holding.Rune == rune).ShouldBe(
            [new RuneHolding($"{template.TransactionId}:0", stage.Bob.Address, rune, "400"), new RuneHolding(template.AssetChangeOutPoint!, stage.Alice.Address, rune, "600")],
            ignoreOrder: true);
        (await SatoshisAsync(template.TransactionId, 1)).ShouldBe(10_000 + terms.AssetSide.Inputs[0].Satoshis - 546);
        (await SatoshisAsync(template.TransactionId, 3)).ShouldBe(200_000 - 10_000 - 546 - template.FeeSatoshis);
    }

    [Fact]
    public async Task A_fee_bump_replaces_the_first_round_and_is_no_conflict()
    {
        await using var stage = await SettlementStage.StartAsync(node, "p2wpkh");
        var terms = await stage.AgreeAsync(fill: 400, quoteSatoshis: 10_000);
        var first = await stage.Host.RequestAsync<PrepareTemplate, TemplatePrepared>(new PrepareTemplate { Terms = terms }, CancellationToken.None);
        await stage.BroadcastAsync(terms, first.TransactionId, await stage.SignAsync(terms, first, "scure"));
        await stage.Messages.WaitForAsync<TradeTransactionObserved>(observed => observed.Status == TransactionStatus.InMempool);
        var bumped = terms with { FeeRate = 9_000 };
        var second = await stage.Host.RequestAsync<PrepareTemplate, TemplatePrepared>(new PrepareTemplate { Terms = bumped }, CancellationToken.None);
        var check = await stage.CheckAsync(bumped, second, TradeRole.GivesAsset, TradeCheckStage.BeforeSigning, second.Psbt);
        var transaction = await stage.SignAsync(bumped, second, "bitcoinjs");

        // The other side sends it before this node is told of the round.
        await node.SendAsync(Convert.ToHexString(transaction), CancellationToken.None);
        var mistaken = await stage.Messages.WaitForAsync<TradeInputSpent>(spent => spent.SpendingTransactionId == second.TransactionId);
        await stage.BroadcastAsync(bumped, second.TransactionId, transaction, round: 1);
        var takenBack = await stage.Messages.WaitForAsync<TradeInputSpent>(spent => spent.OutPoint == mistaken.OutPoint && spent.Version > mistaken.Version);
        await node.MineAsync(1, CancellationToken.None);
        var confirmed = await stage.Messages.WaitForAsync<TradeTransactionObserved>(observed => observed.Status == TransactionStatus.Confirmed);

        check.Failures.ShouldBeEmpty();
        takenBack.Status.ShouldBe(TransactionStatus.Unseen);
        confirmed.TransactionId.ShouldBe(second.TransactionId);
        stage.Messages.All.OfType<TradeTransactionObserved>().Last(observed => observed.TransactionId == first.TransactionId).Status.ShouldBe(TransactionStatus.Unseen);
    }

    [Fact]
    public async Task A_spend_elsewhere_is_told_with_its_confirmations_and_taken_back_by_a_reorganisation()
    {
        await using var stage = await SettlementStage.StartAsync(node, "p2tr");
        var terms = await stage.AgreeAsync(fill: 400, quoteSatoshis: 10_000);
        var template = await stage.Host.RequestAsync<PrepareTemplate, TemplatePrepared>(new PrepareTemplate { Terms = terms }, CancellationToken.None);
        await stage.WatchAsync(terms, template.TransactionId);
        var theft = await stage.Wallet.TransferAsync([stage.BitcoinCoin], [(stage.Bob.Address, 50_000)], stage.Bob.Address, runestone: null, CancellationToken.None);

        await node.SendAsync(theft.Transaction, CancellationToken.None);
        var inMempool = await stage.Messages.WaitForAsync<TradeInputSpent>(spent => spent.Status == TransactionStatus.InMempool);
        var block = (await node.MineAsync(1, CancellationToken.None))[0];
        var confirmed = await stage.Messages.WaitForAsync<TradeInputSpent>(spent => spent is { Status: TransactionStatus.Confirmed, Confirmations: 1 });
        await node.InvalidateBlockAsync(block, CancellationToken.None);
        var takenBack = await stage.Messages.WaitForAsync<TradeInputSpent>(spent => spent.Version > confirmed.Version && spent.Status != TransactionStatus.Confirmed);
        await MineElsewhereAsync(stage, 2);
        var again = await stage.Messages.WaitForAsync<TradeInputSpent>(spent => spent.Version > takenBack.Version && spent is { Status: TransactionStatus.Confirmed, Confirmations: 2 });

        inMempool.OutPoint.ShouldBe(stage.BitcoinCoin.OutPoint);
        new[] { inMempool, confirmed, takenBack, again }.ShouldAllBe(spent => spent.SpendingTransactionId == theft.TransactionId && spent.TradeId == stage.TradeId);
    }

    [Fact]
    public async Task A_transaction_that_was_there_before_it_was_watched_is_found()
    {
        await using var stage = await SettlementStage.StartAsync(node, "p2wpkh");
        var terms = await stage.AgreeAsync(fill: 1_000, quoteSatoshis: 5_000);
        var template = await stage.Host.RequestAsync<PrepareTemplate, TemplatePrepared>(new PrepareTemplate { Terms = terms }, CancellationToken.None);
        template.AssetChangeOutPoint.ShouldBeNull();
        var transaction = await stage.SignAsync(terms, template, "scure");
        await node.SendAsync(Convert.ToHexString(transaction), CancellationToken.None);
        await node.MineAsync(2, CancellationToken.None);
        await stage.WaitUntilLevelAsync();

        await stage.WatchAsync(terms, template.TransactionId);

        await stage.Messages.WaitForAsync<TradeTransactionObserved>(observed => observed is { Status: TransactionStatus.Confirmed, Confirmations: 2 });
        stage.Messages.All.OfType<TradeInputSpent>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_that_is_down_for_a_while_loses_no_broadcast()
    {
        await using var own = await BitcoinNode.StartAsync(CancellationToken.None);
        await using var stage = await SettlementStage.StartAsync(own, "p2tr");
        var terms = await stage.AgreeAsync(fill: 400, quoteSatoshis: 10_000);
        var template = await stage.Host.RequestAsync<PrepareTemplate, TemplatePrepared>(new PrepareTemplate { Terms = terms }, CancellationToken.None);
        var transaction = await stage.SignAsync(terms, template, "bitcoinjs");

        await own.StopAsync(CancellationToken.None);
        await stage.BroadcastAsync(terms, template.TransactionId, transaction);
        await own.StartAgainAsync(CancellationToken.None);

        await stage.Messages.WaitForAsync<TradeTransactionObserved>(observed => observed.Status == TransactionStatus.InMempool);
        stage.Messages.All.OfType<BroadcastRefused>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_broadcast_whose_input_is_spent_is_refused_for_good()
    {
        await using var stage = await SettlementStage.StartAsync(node, "p2tr");
        var terms = await stage.AgreeAsync(fill: 400, quoteSatoshis: 10_000);
        var template = await stage.Host.RequestAsync<PrepareTemplate, TemplatePrepared>(new PrepareTemplate { Terms = terms }, CancellationToken.None);
        var transaction = await stage.SignAsync(terms, template, "bitcoinjs");
        var theft = await stage.Wallet.TransferAsync([stage.BitcoinCoin], [(stage.Bob.Address, 50_000)], stage.Bob.Address, runestone: null, CancellationToken.None);
        await node.SendAsync(theft.Transaction, CancellationToken.None);
        await node.MineAsync(1, CancellationToken.None);

        await stage.BroadcastAsync(terms, template.TransactionId, transaction);

        (await stage.Messages.WaitForAsync<BroadcastRefused>(refused => refused.TransactionId == template.TransactionId)).TradeId.ShouldBe(stage.TradeId);
    }

    [Fact]
    public async Task A_reclaim_keeps_the_runes_and_ends_the_trade()
    {
        await using var stage = await SettlementStage.StartAsync(node, "p2wpkh");
        var terms = await stage.AgreeAsync(fill: 400, quoteSatoshis: 10_000);
        var template = await stage.Host.RequestAsync<PrepareTemplate, TemplatePrepared>(new PrepareTemplate { Terms = terms }, CancellationToken.None);
        await stage.WatchAsync(terms, template.TransactionId);
        var reclaim = await stage.Host.RequestAsync<BuildReclaim, ReclaimBuilt>(
            new BuildReclaim { Terms = terms, OwnRole = TradeRole.GivesAsset, FeeRate = 5_000 }, CancellationToken.None);
        var signed = await stage.Wallet.SignPsbtAsync(Convert.ToBase64String(reclaim.Psbt), stage.Alice, [0], "scure", CancellationToken.None);
        var finalized = await stage.Host.RequestAsync<FinalizeReclaim, ReclaimFinalized>(
            new FinalizeReclaim { Terms = terms, OwnRole = TradeRole.GivesAsset, Psbt = Convert.FromBase64String(signed) }, CancellationToken.None);

        await node.SendAsync(Convert.ToHexString(finalized.Transaction), CancellationToken.None);
        await node.MineAsync(1, CancellationToken.None);

        var spent = await stage.Messages.WaitForAsync<TradeInputSpent>(input => input.Status == TransactionStatus.Confirmed);
        spent.SpendingTransactionId.ShouldBe(finalized.TransactionId);
        var rune = stage.Rune["RUNE:".Length..];
        var holdings = await stage.Wallet.IndexRunesAsync(node, CancellationToken.None);
        holdings.Single(holding => holding.Rune == rune).ShouldBe(new RuneHolding($"{finalized.TransactionId}:0", stage.Alice.Address, rune, "1000"));
    }

    [Fact]
    public async Task A_reorganisation_while_the_service_was_down_takes_the_confirmation_back()
    {
        using var folder = new TemporaryFolder();
        var stage = await SettlementStage.StartAsync(node, "p2tr", folder.Path);
        string block;
        await using (stage)
        {
            var terms = await stage.AgreeAsync(fill: 400, quoteSatoshis: 10_000);
            var template = await stage.Host.RequestAsync<PrepareTemplate, TemplatePrepared>(new PrepareTemplate { Terms = terms }, CancellationToken.None);
            await stage.BroadcastAsync(terms, template.TransactionId, await stage.SignAsync(terms, template, "scure"));
            await stage.Messages.WaitForAsync<TradeTransactionObserved>(observed => observed.Status == TransactionStatus.InMempool);
            block = (await node.MineAsync(1, CancellationToken.None))[0];
            await stage.Messages.WaitForAsync<TradeTransactionObserved>(observed => observed.Status == TransactionStatus.Confirmed);
        }

        await node.InvalidateBlockAsync(block, CancellationToken.None);
        await node.GenerateBlockAsync([], CancellationToken.None);
        await node.GenerateBlockAsync([], CancellationToken.None);
        await using var again = await SettlementStage.StartAsync(node, keyType: string.Empty, folder.Path);
        var takenBack = await again.Messages.WaitForAsync<TradeTransactionObserved>(observed => observed.Status == TransactionStatus.InMempool);
        await node.MineAsync(1, CancellationToken.None);
        var confirmed = await again.Messages.WaitForAsync<TradeTransactionObserved>(observed => observed.Status == TransactionStatus.Confirmed);

        takenBack.TradeId.ShouldBe(stage.TradeId);
        confirmed.Version.ShouldBeGreaterThan(takenBack.Version);
        confirmed.Confirmations.ShouldBe(1);
    }

    [Fact]
    public async Task A_coin_of_mine_that_the_other_side_offers_is_refused()
    {
        await using var stage = await SettlementStage.StartAsync(node, "p2tr");
        var terms = await stage.AgreeAsync(fill: 400, quoteSatoshis: 10_000);
        var template = await stage.Host.RequestAsync<PrepareTemplate, TemplatePrepared>(new PrepareTemplate { Terms = terms }, CancellationToken.None);
        await stage.Host.DeliverAsync(
            new RegisterScripts { EventId = SettlementStage.NewId(), OccurredAt = TimeProvider.System.GetUtcNow(), Registrations = [new("alice", [], [stage.BitcoinCoin.OutPoint])] },
            CancellationToken.None);

        var accepted = await stage.CheckAsync(terms, template, TradeRole.GivesAsset, TradeCheckStage.BeforeAcceptance, psbt: null);

        accepted.Failures.Select(failure => failure.Check).ShouldContain(SettlementCheck.InputsAreAsOffered);
        accepted.Failures.ShouldAllBe(failure => !failure.IsTransient);
    }

    [Fact]
    public async Task A_node_that_is_down_makes_every_answer_unknown_and_none_wrong()
    {
        await using var own = await BitcoinNode.StartAsync(CancellationToken.None);
        await using var stage = await SettlementStage.StartAsync(own, "p2wpkh");
        var terms = await stage.AgreeAsync(fill: 400, quoteSatoshis: 10_000);
        var template = await stage.Host.RequestAsync<PrepareTemplate, TemplatePrepared>(new PrepareTemplate { Terms = terms }, CancellationToken.None);
        await own.StopAsync(CancellationToken.None);

        var backing = await stage.Host.RequestAsync<VerifyBacking, BackingVerified>(
            new VerifyBacking { Network = stage.Network, OrderId = stage.OrderId, Asset = stage.Rune, Amount = 1, Coins = [new(stage.RuneCoin, [1])] }, CancellationToken.None);
        var refused = await stage.Host.RequestAsync<PrepareTemplate, TradeRefused>(new PrepareTemplate { Terms = terms }, CancellationToken.None);
        var check = await stage.CheckAsync(terms, template, TradeRole.GivesBitcoin, TradeCheckStage.BeforeSigning, template.Psbt);

        backing.State.ShouldBe(BackingState.Unknown);
        refused.IsTransient.ShouldBeTrue();
        check.Failures.ShouldNotBeEmpty();
        check.Failures.ShouldAllBe(failure => failure.IsTransient);
    }

    [Fact]
    public async Task Backing_is_verified_watched_and_told_when_it_is_spent()
    {
        await using var stage = await SettlementStage.StartAsync(node, "p2wpkh");
        await stage.WaitUntilLevelAsync();
        var coin = (await stage.SettlementOfAsync(TradeRole.GivesAsset)).Coins[0];
        VerifyBacking Question(UInt128 amount) => new() { Network = stage.Network, OrderId = stage.OrderId, Asset = stage.Rune, Amount = amount, Coins = [new(coin.OutPoint, coin.Proof)] };

        var enough = await stage.Host.RequestAsync<VerifyBacking, BackingVerified>(Question(1_000), CancellationToken.None);
        var tooMuch = await stage.Host.RequestAsync<VerifyBacking, BackingVerified>(Question(1_001), CancellationToken.None);
        var forAnotherOrder = await stage.Host.RequestAsync<VerifyBacking, BackingVerified>(Question(1_000) with { OrderId = new string('b', 64) }, CancellationToken.None);
        await stage.Host.DeliverAsync(
            new WatchBacking { EventId = SettlementStage.NewId(), OccurredAt = TimeProvider.System.GetUtcNow(), OrderId = stage.OrderId, OutPoints = [coin.OutPoint] }, CancellationToken.None);
        var parts = coin.OutPoint.Split(':');
        var spend = await stage.Wallet.TransferAsync(
            [new WalletCoin(parts[0], 0, 10_000, stage.Alice)], [(stage.Alice.Address, 600)], stage.Alice.Address, runestone: null, CancellationToken.None);
        await node.SendAsync(spend.Transaction, CancellationToken.None);

        var spent = await stage.Messages.WaitForAsync<BackingSpent>(told => told.OrderId == stage.OrderId);
        await node.MineAsync(1, CancellationToken.None);
        var confirmed = await stage.Messages.WaitForAsync<BackingSpent>(told => told.OrderId == stage.OrderId && told.IsConfirmed);
        await stage.WaitUntilLevelAsync();
        var gone = await stage.Host.RequestAsync<VerifyBacking, BackingVerified>(Question(1_000), CancellationToken.None);

        new[] { enough.State, tooMuch.State, forAnotherOrder.State, gone.State }.ShouldBe([BackingState.Valid, BackingState.Invalid, BackingState.Invalid, BackingState.Invalid]);
        spent.SpendingTransactionId.ShouldBe(spend.TransactionId);
        spent.IsConfirmed.ShouldBeFalse();
        confirmed.OutPoint.ShouldBe(coin.OutPoint);
    }

    /// <summary>Blocks that pay somebody else, so that they are not the ones that were taken off the chain.</summary>
    private Task MineElsewhereAsync(SettlementStage stage, int blocks) => node.CallAsync("generatetoaddress", [blocks, stage.Bob.Address], CancellationToken.None);

    private async Task<long> SatoshisAsync(string transactionId, int index)
    {
        var output = await node.CallAsync("gettxout", [transactionId, index], CancellationToken.None);
        return (long)(decimal.Parse(output.GetProperty("value").GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture) * 100_000_000);
    }
}
