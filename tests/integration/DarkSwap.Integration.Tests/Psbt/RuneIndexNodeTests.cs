using System.Globalization;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.RuneIndex;
using DarkSwap.Testing;
using static DarkSwap.Integration.Tests.Psbt.AnyoneCoins;

namespace DarkSwap.Integration.Tests.Psbt;

/// <summary>The rune index behind a real node's chain, beside an index that is not ours.</summary>
public sealed class RuneIndexNodeTests(BitcoinNodeFixture fixture) : IClassFixture<BitcoinNodeFixture>, IAsyncLifetime
{
    private static readonly Script Elsewhere = ScriptTemplate.PayToWitnessPublicKeyHash(new byte[20]);
    private readonly BitcoinNode node = fixture.Node;
    private readonly AnyoneCoins coins = new(fixture.Node);
    private readonly NodeWallet wallet = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await wallet.DisposeAsync();

    [Theory]
    [InlineData("INTIME•NAMED•RUNE", 4, true)]
    [InlineData("EARLY•NAMED•RUNE", 3, false)]
    public async Task A_name_is_etched_from_the_fifth_block_after_its_commitment(string name, int blocksBetween, bool isEtched)
    {
        await using var stage = await PsbtStage.StartAsync(node);
        var key = await wallet.CreateKeyAsync("p2tr", name, CancellationToken.None);
        var funded = await node.FundAsync([(key.Address, 100_000)], CancellationToken.None);
        var (commit, reveal) = await wallet.EtchAsync(new WalletCoin(funded[0], key), new RuneEtching(name, "21000000", 2), key.Address, CancellationToken.None);
        await node.SendAsync(commit.Transaction, CancellationToken.None);
        await node.MineAsync(1 + blocksBetween, CancellationToken.None);
        await node.SendAsync(reveal.Transaction, CancellationToken.None);
        await node.MineAsync(1, CancellationToken.None);

        var balances = await stage.BalancesOfAsync(new OutPoint(TransactionId.Parse(reveal.TransactionId), 0));

        var id = new RuneId((ulong)await node.GetHeightAsync(CancellationToken.None), 1);
        balances.ShouldBe(isEtched ? [new RuneBalance(id, 21_000_000)] : []);
        SpacedRuneName.TryParse(name, out var spaced).ShouldBeTrue();
        var entry = (await stage.Runes.FindAsync(spaced.Name, CancellationToken.None)).Value;
        entry?.Name.ToString().ShouldBe(name);
        (entry is not null).ShouldBe(isEtched);
    }

    [Fact]
    public async Task Premine_mints_edicts_burns_and_cenotaphs_come_out_as_in_an_independent_index_on_SQLite() =>
        await PlayAsync(await PsbtStage.StartAsync(node));

    [Fact]
    public async Task Premine_mints_edicts_burns_and_cenotaphs_come_out_as_in_an_independent_index_on_PostgreSQL()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        await PlayAsync(await PsbtStage.StartAsync(node, postgreSqlDatabase: server.NewDatabase()));
    }

    [Fact]
    public async Task A_reorganisation_takes_a_transfer_back_and_another_block_brings_it_again()
    {
        await using var stage = await PsbtStage.StartAsync(node);
        var (id, premined) = await EtchAsync(premine: 1_000);
        var transfer = Spend([premined], AnyoneScript, Stone(new Edict(id, 250, 2)), Elsewhere);
        await coins.MineAsync(transfer);
        (await stage.BalancesOfAsync(Output(transfer, 2).OutPoint)).ShouldBe([new RuneBalance(id, 250)]);
        var left = (await node.CallAsync("getbestblockhash", [], CancellationToken.None)).GetString()!;
        await node.InvalidateBlockAsync(left, CancellationToken.None);
        await node.GenerateBlockAsync([], CancellationToken.None);
        await node.GenerateBlockAsync([], CancellationToken.None);

        (await stage.BalancesOfAsync(premined.OutPoint)).ShouldBe([new RuneBalance(id, 1_000)]);
        (await stage.BalancesOfAsync(Output(transfer, 2).OutPoint)).ShouldBeEmpty();

        await node.MineAsync(1, CancellationToken.None);
        (await stage.BalancesOfAsync(premined.OutPoint)).ShouldBeEmpty();
        (await stage.BalancesOfAsync(Output(transfer, 2).OutPoint)).ShouldBe([new RuneBalance(id, 250)]);
    }

    [Fact]
    public async Task A_reorganisation_takes_an_etching_back()
    {
        await using var stage = await PsbtStage.StartAsync(node);
        var (id, _) = await EtchAsync(premine: 1_000);
        (await stage.FindAsync(id)).ShouldNotBeNull();
        await node.InvalidateBlockAsync((await node.CallAsync("getbestblockhash", [], CancellationToken.None)).GetString()!, CancellationToken.None);
        await node.GenerateBlockAsync([], CancellationToken.None);

        (await stage.FindAsync(id)).ShouldBeNull();

        await node.MineAsync(1, CancellationToken.None);
        (await stage.FindAsync(id with { Block = id.Block + 1 })).ShouldNotBeNull();
    }

    [Fact]
    public async Task Goes_on_after_restarts_in_the_middle_also_over_a_reorganisation()
    {
        using var folder = new TemporaryFolder();
        var (id, premined) = await EtchAsync(premine: 1_000);
        await using (var first = await PsbtStage.StartAsync(node, folder.Path))
        {
            await first.WaitForAsync(status => status.Observers.Count > 0 && status.Observers[0].Tip?.Height > 10);
        }

        var transfer = Spend([premined], AnyoneScript, Stone(new Edict(id, 10, 2)), Elsewhere);
        await coins.MineAsync(transfer);
        await using (var second = await PsbtStage.StartAsync(node, folder.Path))
        {
            (await second.BalancesOfAsync(Output(transfer, 2).OutPoint)).ShouldBe([new RuneBalance(id, 10)]);
        }

        await node.InvalidateBlockAsync((await node.CallAsync("getbestblockhash", [], CancellationToken.None)).GetString()!, CancellationToken.None);
        await node.GenerateBlockAsync([], CancellationToken.None);
        await using var third = await PsbtStage.StartAsync(node, folder.Path);
        (await third.BalancesOfAsync(premined.OutPoint)).ShouldBe([new RuneBalance(id, 1_000)]);
        await node.MineAsync(1, CancellationToken.None);
        (await third.BalancesOfAsync(Output(transfer, 2).OutPoint)).ShouldBe([new RuneBalance(id, 10)]);
    }

    [Theory]
    [InlineData("psbt.before-commit")]
    [InlineData("psbt.after-commit")]
    public async Task Is_whole_after_being_killed_at_a_commit(string crashPoint)
    {
        const int SigkillExitCode = 137;
        using var folder = new TemporaryFolder();
        await EtchAsync(premine: 1_000);
        foreach (var commits in new[] { 40, 25, 10 })
        {
            await using var process = StartStandalone(folder.Path, $"{crashPoint}:{commits}");
            (await process.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(SigkillExitCode, process.Describe());
        }

        await using var stage = await PsbtStage.StartAsync(node, folder.Path);

        await stage.WaitUntilLevelAsync();
        await ShouldAgreeWithTheOtherIndexAsync(stage);
    }

    [Fact]
    public async Task Answers_unknown_while_the_node_is_down_and_goes_on_when_it_is_back()
    {
        await using var stage = await PsbtStage.StartAsync(node);
        var (id, premined) = await EtchAsync(premine: 5);
        await stage.WaitUntilLevelAsync();
        await node.StopAsync(CancellationToken.None);
        (await stage.WaitForAsync(status => status.State == ChainState.NodeDown)).Sentence.ShouldContain("cannot be reached: start it");
        (await stage.Runes.FindAsync(id, CancellationToken.None)).IsKnown.ShouldBeFalse();

        await node.StartAgainAsync(CancellationToken.None);

        (await stage.BalancesOfAsync(premined.OutPoint)).ShouldBe([new RuneBalance(id, 5)]);
    }

    [Fact]
    public async Task Names_the_regtest_after_its_first_block()
    {
        await using var stage = await PsbtStage.StartAsync(node);
        var first = (await node.CallAsync("getblockhash", [1], CancellationToken.None)).GetString()!;

        (await stage.WaitUntilLevelAsync()).Network!.Name.ShouldBe($"regtest:{first[..8]}");
    }

    private ChildProcess StartStandalone(string dataFolder, string crashPoint)
    {
        var ports = LoopbackPorts.Find(2);
        var program = RepositoryFolder.File("services", "standalone", "DarkSwap.Standalone", "bin", RepositoryFolder.Configuration, "net10.0", "DarkSwap.Standalone.dll");
        string[] arguments =
        [
            program, "--data", dataFolder, "--network", "regtest", "--bitcoin-rpc", node.RpcUrl,
            "--api", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{ports[0]}"), "--listen", string.Create(CultureInfo.InvariantCulture, $"/ip4/127.0.0.1/tcp/{ports[1]}"),
        ];
        var environment = new Dictionary<string, string?> { ["DARKSWAP_CRASH_AT"] = crashPoint };
        return ChildProcess.Start(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments, environment);
    }

    private static Script Stone(params Edict[] edicts) => new(RunestoneEncoder.ToScript(new Runestone { Edicts = edicts }));

    private async Task PlayAsync(PsbtStage stage)
    {
        await using var _ = stage;
        var (id, premined) = await EtchAsync(premine: 1_000, new MintTerms { Amount = 30, Cap = 2 });
        var mintStone = new Script(RunestoneEncoder.ToScript(new Runestone { Mint = id }));
        var mints = new List<Transaction>();
        for (var mint = 0; mint < 3; mint++)
        {
            mints.Add(Spend([await coins.FundAsync(20_000)], AnyoneScript, mintStone));
            await coins.MineAsync(mints[^1]);
        }

        var split = Spend([premined], AnyoneScript, AnyoneScript, AnyoneScript, Stone(new Edict(id, 100, 0), new Edict(id, 0, 4)));
        var plain = Spend([Output(split, 0)], Elsewhere);
        await coins.MineAsync(split, plain);
        var burn = Spend([Output(mints[0], 0)], AnyoneScript, Stone(new Edict(id, 7, 1)));
        var cenotaph = Spend([Output(mints[1], 0)], AnyoneScript, new Script((byte[])[0x6A, 0x5D, 2, 24, 0]));
        await coins.MineAsync(burn, cenotaph);

        (await stage.BalancesOfAsync(Output(plain, 0).OutPoint)).ShouldBe([new RuneBalance(id, 400)]);
        (await stage.BalancesOfAsync(Output(split, 1).OutPoint)).ShouldBe([new RuneBalance(id, 300)]);
        (await stage.BalancesOfAsync(Output(split, 2).OutPoint)).ShouldBe([new RuneBalance(id, 300)]);
        (await stage.BalancesOfAsync(Output(mints[2], 0).OutPoint)).ShouldBeEmpty();
        (await stage.BalancesOfAsync(Output(burn, 0).OutPoint)).ShouldBe([new RuneBalance(id, 23)]);
        (await stage.BalancesOfAsync(Output(cenotaph, 0).OutPoint)).ShouldBeEmpty();
        var rune = (await stage.FindAsync(id)).ShouldNotBeNull();
        rune.Mints.ShouldBe((UInt128)2);
        rune.Supply.ShouldBe((UInt128)1_060);
        rune.Burned.ShouldBe((UInt128)37);
        await ShouldAgreeWithTheOtherIndexAsync(stage);
    }

    /// <summary>Every holding of every rune on this chain.</summary>
    private async Task ShouldAgreeWithTheOtherIndexAsync(PsbtStage stage)
    {
        var theirs = await wallet.IndexRunesAsync(node, CancellationToken.None);
        var outPoints = theirs.Select(holding => OutPoint.Parse(holding.OutPoint)).Distinct().ToList();
        var ours = (await stage.Runes.GetBalancesAsync(outPoints, CancellationToken.None)).Value;
        ours.SelectMany(output => output.Value.Select(balance => $"{output.Key} {balance.Id} {balance.Amount}"))
            .ShouldBe(theirs.Select(holding => $"{holding.OutPoint} {holding.Rune} {holding.Amount}"), ignoreOrder: true);
        foreach (var rune in (await stage.Runes.ListAsync(0, IRuneIndex.MaximumItems, CancellationToken.None)).Value)
        {
            var held = theirs.Where(holding => holding.Rune == rune.Id.ToString()).Aggregate(UInt128.Zero, (sum, holding) => sum + UInt128.Parse(holding.Amount));
            held.ShouldBe(rune.Supply - rune.Burned, rune.Id.ToString());
        }
    }

    /// <summary>A nameless rune whose premine lies in the first output; what is left of the coin's bitcoin pays for later transactions.</summary>
    private async Task<(RuneId Id, Coin Premined)> EtchAsync(uint premine, MintTerms? terms = null)
    {
        var coin = await coins.FundAsync(100_000);
        var stone = new Runestone { Etching = new Etching { Premine = premine, Terms = terms } };
        var etching = Spend([coin], AnyoneScript, new Script(RunestoneEncoder.ToScript(stone)));
        await coins.MineAsync(etching);
        return (new RuneId((ulong)await node.GetHeightAsync(CancellationToken.None), 1), Output(etching, 0));
    }
}
