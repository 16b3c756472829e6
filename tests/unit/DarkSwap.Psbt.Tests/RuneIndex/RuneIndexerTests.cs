using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.RuneIndex;
using DarkSwap.Psbt.Tests.Chain;
using Microsoft.Extensions.Options;
using static DarkSwap.Psbt.Tests.RuneIndex.TestTransactions;

namespace DarkSwap.Psbt.Tests.RuneIndex;

public sealed class RuneIndexerTests : IAsyncLifetime
{
    private static readonly NetworkIdentity Regtest = new(ChainNetwork.Regtest, "regtest:00000001");
    private readonly FakeChain chain = new();
    private readonly RuneIndexOptions options = new();
    private TestDatabase? database;

    private TestDatabase Database => database ?? throw new InvalidOperationException("Not initialized.");

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public Task DisposeAsync()
    {
        database?.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Answers_balances_holders_and_details_at_the_tip()
    {
        var etching = Etch(1, premine: 500);
        chain.Mine(etching);
        await FollowAsync();
        var queries = Queries();
        var id = new RuneId(1, 1);

        var balances = await queries.GetBalancesAsync([etching.Out(0), etching.Out(1)], CancellationToken.None);
        var holdings = await queries.GetHoldingsAsync(PlainScript, null, 0, 10, CancellationToken.None);
        var total = await queries.GetTotalAsync(PlainScript, id, CancellationToken.None);
        var rune = await queries.FindAsync(id, CancellationToken.None);
        var list = await queries.ListAsync(0, 10, CancellationToken.None);

        balances.Value[etching.Out(0)].ShouldBeEmpty();
        balances.Value[etching.Out(1)].ShouldBe([new RuneBalance(id, 500)]);
        balances.Tip.ShouldBe(chain.Tip);
        holdings.Value.ShouldBe([new RuneHolding(etching.Out(1), new RuneBalance(id, 500))]);
        total.Value.ShouldBe((UInt128)500);
        rune.Value!.Supply.ShouldBe((UInt128)500);
        list.Value.ShouldBe([rune.Value]);
        (await queries.FindAsync(rune.Value.Name.Name, CancellationToken.None)).Value.ShouldBe(rune.Value);
        (await queries.FindAsync(new RuneId(9, 9), CancellationToken.None)).Value.ShouldBeNull();
        (await queries.GetTotalAsync(TaprootScript, id, CancellationToken.None)).Value.ShouldBe(UInt128.Zero);
    }

    [Fact]
    public async Task Is_unknown_while_the_node_is_ahead()
    {
        var queries = Queries();
        (await queries.GetBalancesAsync([], CancellationToken.None)).Reason.ShouldBe("The rune index has no block yet: wait until it has caught up.");
        await FollowAsync();
        chain.Mine();

        var answer = await queries.GetBalancesAsync([OutPoint.Coinbase], CancellationToken.None);

        answer.IsKnown.ShouldBeFalse();
        answer.Reason.ShouldNotBeNull().ShouldContain("not at the Bitcoin node's tip");
        Should.Throw<InvalidOperationException>(() => answer.Value);
    }

    [Fact]
    public async Task Is_unknown_at_the_same_height_on_another_branch()
    {
        chain.MineEmpty(2);
        await FollowAsync();
        chain.Invalidate(2);
        chain.Mine();

        (await Queries().FindAsync(new RuneId(1, 1), CancellationToken.None)).IsKnown.ShouldBeFalse();
    }

    [Fact]
    public async Task Is_unknown_while_the_node_is_down()
    {
        await FollowAsync();
        chain.Fault = new ChainSourceException(ChainSourceFault.Unreachable, "Start the node.");

        (await Queries().ListAsync(0, 1, CancellationToken.None)).Reason.ShouldBe("Start the node.");
    }

    [Fact]
    public async Task Undoes_etchings_mints_transfers_and_burns()
    {
        var etching = Etch(1, premine: 500);
        var id = new RuneId(1, 1);
        chain.Mine(etching);
        var indexer = await FollowAsync();
        var before = await SnapshotAsync(id);
        var transfer = Spend([etching.Out(1)], PlainScript, TaprootScript, ScriptOf(new Runestone { Mint = id, Edicts = [new Edict(id, 100, 2), new Edict(id, 200, 1)] }));
        chain.Mine(transfer, Etch(2, premine: 7));
        await FollowAsync(indexer);
        (await SnapshotAsync(id)).ShouldNotBe(before);

        chain.Invalidate(2);
        await indexer.DisconnectBlockAsync(await TipAsync(indexer), CancellationToken.None);

        (await SnapshotAsync(id)).ShouldBe(before);
        (await Queries().FindAsync(new RuneId(2, 2), CancellationToken.None)).Value.ShouldBeNull();
        chain.Mine(Etch(3, premine: 9));
        await FollowAsync(indexer);
        (await Queries().ListAsync(1, 10, CancellationToken.None)).Value.ShouldHaveSingleItem().Number.ShouldBe(1);
    }

    [Fact]
    public async Task Goes_on_after_a_restart_where_it_was()
    {
        var etching = Etch(1, premine: 500);
        chain.Mine(etching);
        await FollowAsync();
        chain.Mine(Spend([etching.Out(1)], TaprootScript));

        var restarted = await FollowAsync();

        (await TipAsync(restarted)).ShouldBe(chain.Tip);
        (await Queries().GetTotalAsync(TaprootScript, new RuneId(1, 1), CancellationToken.None)).Value.ShouldBe((UInt128)500);
    }

    [Fact]
    public async Task The_same_block_twice_changes_nothing()
    {
        chain.Mine(Etch(1, premine: 500));
        var indexer = await FollowAsync();

        await indexer.ConnectBlockAsync(chain[1], CancellationToken.None);

        (await Queries().ListAsync(0, 10, CancellationToken.None)).Value.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Undoes_a_hundred_blocks_and_asks_for_a_new_index_beyond()
    {
        chain.Mine(Etch(1, premine: 500));
        chain.MineEmpty(RuneIndexOptions.UndoBlocks);
        var indexer = await FollowAsync();
        for (var undone = 0; undone < RuneIndexOptions.UndoBlocks; undone++)
        {
            await indexer.DisconnectBlockAsync(await TipAsync(indexer), CancellationToken.None);
        }

        var tip = await TipAsync(indexer);
        var refusal = await Should.ThrowAsync<ObserverRefusedException>(() => indexer.DisconnectBlockAsync(tip, CancellationToken.None));

        tip.Height.ShouldBe(1);
        refusal.State.ShouldBe(ChainState.ReindexNeeded);
        refusal.Message.ShouldContain("psbt:runeIndex:rebuild=true");
    }

    [Fact]
    public async Task Rebuilds_once_when_told_to()
    {
        chain.Mine(Etch(1, premine: 500));
        await FollowAsync();
        options.Rebuild = true;
        var indexer = Indexer();

        (await TipAsync(indexer)).ShouldBe(BlockReference.BeforeGenesis);
        await FollowAsync(indexer);

        (await TipAsync(indexer)).ShouldBe(chain.Tip);
    }

    [Fact]
    public async Task Mainnet_starts_at_its_first_rune_block_and_nowhere_else()
    {
        var node = new NodeView(NetworkIdentity.Mainnet, chain.Tip, null);
        (await Indexer().GetTipAsync(node, CancellationToken.None)).Height.ShouldBe(839_999);
        options.StartHeight = 850_000;

        var refusal = await Should.ThrowAsync<ObserverRefusedException>(() => Indexer().GetTipAsync(node, CancellationToken.None));

        refusal.Message.ShouldContain("starts at block 840000, not at 850000");
    }

    [Fact]
    public async Task Testnet3_starts_at_its_first_rune_block() =>
        (await Indexer().GetTipAsync(new NodeView(NetworkIdentity.Testnet3, chain.Tip, null), CancellationToken.None)).Height.ShouldBe(2_519_999);

    [Fact]
    public async Task Regtest_may_start_later()
    {
        chain.MineEmpty(5);
        options.StartHeight = 4;

        (await TipAsync(Indexer())).Height.ShouldBe(3);
        await FollowAsync();

        options.StartHeight = null;
        (await Should.ThrowAsync<ObserverRefusedException>(() => TipAsync(Indexer()))).State.ShouldBe(ChainState.ReindexNeeded);
    }

    [Theory]
    [InlineData(839_000, true)]
    [InlineData(840_000, true)]
    [InlineData(840_001, false)]
    public async Task A_pruned_node_serves_only_if_it_has_the_blocks_needed(int pruneHeight, bool isServed)
    {
        var node = new NodeView(NetworkIdentity.Mainnet, chain.Tip, pruneHeight);

        if (isServed)
        {
            (await Indexer().GetTipAsync(node, CancellationToken.None)).Height.ShouldBe(839_999);
        }
        else
        {
            (await Should.ThrowAsync<ObserverRefusedException>(() => Indexer().GetTipAsync(node, CancellationToken.None))).State.ShouldBe(ChainState.Pruned);
        }
    }

    [Fact]
    public async Task An_index_of_another_chain_is_refused()
    {
        await FollowAsync();
        var node = new NodeView(new NetworkIdentity(ChainNetwork.Regtest, "regtest:ffffffff"), chain.Tip, null);

        (await Should.ThrowAsync<ObserverRefusedException>(() => Indexer().GetTipAsync(node, CancellationToken.None))).State.ShouldBe(ChainState.WrongNetwork);
    }

    [Fact]
    public async Task Etches_a_name_that_was_committed_early_enough()
    {
        var name = NameOf("DARKSWAPTESTRUNE");
        var commits = Funding(1, TaprootScript, TaprootScript);
        chain.Mine(commits);
        chain.MineEmpty(3);
        var stone = ScriptOf(new Runestone { Etching = new Etching { Name = name } });
        chain.Mine(Spend([Reveal(commits.Out(0), name)], stone, PlainScript));
        chain.Mine(Spend([Reveal(commits.Out(1), name)], stone, PlainScript));

        await FollowAsync();

        (await Queries().FindAsync(name, CancellationToken.None)).Value!.Id.ShouldBe(new RuneId(6, 1));
    }

    [Fact]
    public async Task More_outputs_than_one_statement_takes_are_stored_and_found()
    {
        const int Outputs = 2_500;
        var etching = Funding(1, [ScriptOf(new Runestone { Etching = new Etching { Premine = Outputs }, Edicts = [new Edict(default, 1, Outputs + 1)] }), .. Enumerable.Repeat(PlainScript, Outputs)]);
        chain.Mine(etching);
        await FollowAsync();
        (await Queries().GetTotalAsync(PlainScript, new RuneId(1, 1), CancellationToken.None)).Value.ShouldBe((UInt128)Outputs);
        chain.Mine(Spend(Enumerable.Range(1, Outputs).Select(index => etching.Out((uint)index)), TaprootScript));

        await FollowAsync();

        (await Queries().GetTotalAsync(PlainScript, new RuneId(1, 1), CancellationToken.None)).Value.ShouldBe(UInt128.Zero);
        (await Queries().GetTotalAsync(TaprootScript, new RuneId(1, 1), CancellationToken.None)).Value.ShouldBe((UInt128)Outputs);
    }

    private static Transaction Etch(int seed, uint premine) =>
        Funding(seed, ScriptOf(new Runestone { Etching = new Etching { Premine = premine, Terms = new MintTerms { Amount = 10, Cap = 3 } } }), PlainScript);

    private RuneIndexer Indexer() => new(chain, Database, Options.Create(options));

    private RuneIndexQueries Queries() => new(chain, Database);

    private Task<BlockReference> TipAsync(RuneIndexer indexer) => indexer.GetTipAsync(new NodeView(Regtest, chain.Tip, null), CancellationToken.None);

    private Task<RuneIndexer> FollowAsync() => FollowAsync(Indexer());

    private async Task<RuneIndexer> FollowAsync(RuneIndexer indexer)
    {
        for (var height = (await TipAsync(indexer)).Height + 1; height <= chain.Height; height++)
        {
            await indexer.ConnectBlockAsync(chain[height], CancellationToken.None);
        }

        return indexer;
    }

    private async Task<string> SnapshotAsync(RuneId id)
    {
        var rune = (await Queries().FindAsync(id, CancellationToken.None)).Value;
        var plain = (await Queries().GetHoldingsAsync(PlainScript, null, 0, 100, CancellationToken.None)).Value;
        var taproot = (await Queries().GetHoldingsAsync(TaprootScript, null, 0, 100, CancellationToken.None)).Value;
        return string.Join('\n', [$"{rune}", .. plain.Concat(taproot).Select(holding => $"{holding}")]);
    }
}
