using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Primitives;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.RuneIndex;
using DarkSwap.Psbt.Tests.Chain;
using Microsoft.Extensions.Options;
using static DarkSwap.Psbt.Tests.RuneIndex.TestTransactions;

namespace DarkSwap.Psbt.Tests.RuneIndex;

public sealed class RuneLedgerPropertyTests
{
    private const int Blocks = 40;
    private const int StoredRounds = 20;
    private static readonly NetworkIdentity Regtest = new(ChainNetwork.Regtest, "regtest:00000001");

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void Runes_are_neither_made_nor_lost_by_any_transaction(ulong seed)
    {
        var ledger = new MemoryLedger();
        var traffic = new RandomTraffic(seed);
        for (var block = 0; block < Blocks; block++)
        {
            ledger.Mine(traffic.NextBlock(ledger.NextHeight, [.. ledger.Runes.Keys]));
            foreach (var rune in ledger.Runes.Values)
            {
                (ledger.Circulating(rune.Id) + rune.Burned).ShouldBe(rune.Supply, $"seed {seed}, block {block}, rune {rune.Id}");
            }
        }

        ledger.Runes.Count.ShouldBeGreaterThan(3);
        ledger.Runes.Values.ShouldContain(rune => rune.Burned > UInt128.Zero);
        ledger.Runes.Values.ShouldContain(rune => rune.Mints > UInt128.Zero);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public async Task Storage_keeps_what_the_rules_say_through_reorganisations_restarts_and_failed_commits(ulong seed)
    {
        using var database = await TestDatabase.CreateAsync();
        var chain = new FakeChain();
        var traffic = new RandomTraffic(seed);
        var known = new HashSet<RuneId>();
        var indexer = new RuneIndexer(chain, database, Options.Create(new RuneIndexOptions()));
        for (var round = 0; round < StoredRounds; round++)
        {
            if (traffic.Choose(5) == 0 && chain.Height > 3)
            {
                chain.Invalidate(chain.Height - (int)traffic.Choose(3));
            }

            known.UnionWith(Enumerable.Range(1, chain.Height).SelectMany(height => Enumerable.Range(1, 3).Select(index => new RuneId((ulong)height, (uint)index))));
            chain.Mine(traffic.NextBlock(chain.Height + 1, known));
            if (traffic.Choose(3) == 0)
            {
                database.FailNextCommit(isMade: traffic.Choose(2) == 0);
                await Should.ThrowAsync<IOException>(() => FollowAsync(chain, indexer));
            }

            if (traffic.Choose(4) == 0)
            {
                indexer = new RuneIndexer(chain, database, Options.Create(new RuneIndexOptions()));
            }

            await FollowAsync(chain, indexer);
            await ShouldEqualAsync(chain, database, $"seed {seed}, round {round}");
        }
    }

    private static async Task FollowAsync(FakeChain chain, RuneIndexer indexer)
    {
        var tip = await indexer.GetTipAsync(new NodeView(Regtest, chain.Tip, null), CancellationToken.None);
        while (tip.Height >= 0 && (tip.Height > chain.Height || chain[tip.Height].Hash != tip.Hash))
        {
            tip = await indexer.DisconnectBlockAsync(tip, CancellationToken.None);
        }

        for (var height = tip.Height + 1; height <= chain.Height; height++)
        {
            await indexer.ConnectBlockAsync(chain[height], CancellationToken.None);
        }
    }

    private static async Task ShouldEqualAsync(FakeChain chain, TestDatabase database, string context)
    {
        var ledger = new MemoryLedger(RuneSchedule.FromGenesis, 0);
        for (var height = 0; height <= chain.Height; height++)
        {
            ledger.Connect(chain[height]);
        }

        var queries = new RuneIndexQueries(chain, database);
        var runes = (await queries.ListAsync(0, IRuneIndex.MaximumItems, CancellationToken.None)).Value;
        runes.SequenceEqual(ledger.Runes.Values.OrderBy(rune => rune.Number)).ShouldBeTrue(context);
        var balances = (await queries.GetBalancesAsync([.. ledger.Outputs.Keys], CancellationToken.None)).Value;
        foreach (var output in ledger.Outputs.Values)
        {
            balances[output.OutPoint].ShouldBe(output.Balances, context);
        }

        foreach (var rune in runes)
        {
            var plain = (await queries.GetTotalAsync(PlainScript, rune.Id, CancellationToken.None)).Value;
            var taproot = (await queries.GetTotalAsync(TaprootScript, rune.Id, CancellationToken.None)).Value;
            (plain + taproot).ShouldBe(ledger.Circulating(rune.Id), context);
        }
    }

    /// <summary>Blocks of transactions that spend earlier outputs and say all kinds of things about runes.</summary>
    private sealed class RandomTraffic(ulong seed)
    {
        private readonly SeededRandomSource random = new(seed);
        private readonly List<OutPoint> coins = [];
        private int fundings;

        public uint Choose(uint bound)
        {
            Span<byte> bytes = stackalloc byte[4];
            random.Fill(bytes);
            return BitConverter.ToUInt32(bytes) % bound;
        }

        public Transaction[] NextBlock(int height, IReadOnlyCollection<RuneId> runes) =>
            [.. Enumerable.Range(0, (int)Choose(6)).Select(_ => NextTransaction(height, [.. runes]))];

        private Transaction NextTransaction(int height, RuneId[] runes)
        {
            var inputs = new List<OutPoint> { Funding((height * 1_000) + fundings++).Inputs[0].PreviousOutput };
            for (var count = Choose(4); count > 0 && coins.Count > 0; count--)
            {
                var index = (int)Choose((uint)coins.Count);
                inputs.Add(coins[index]);
                coins.RemoveAt(index);
            }

            var scripts = Enumerable.Range(0, (int)Choose(4) + 1)
                .Select(_ => Choose(8) == 0 ? DataScript : Choose(2) == 0 ? PlainScript : TaprootScript).ToList();
            scripts.Insert((int)Choose((uint)scripts.Count + 1), NextMessage(runes, (uint)scripts.Count + 1));
            var transaction = Spend(inputs, [.. scripts]);
            coins.AddRange(Enumerable.Range(0, scripts.Count).Select(index => transaction.Out((uint)index)));
            return transaction;
        }

        private Script NextMessage(RuneId[] runes, uint outputs) => Choose(10) switch
        {
            0 => CenotaphScript,
            1 => DataScript,
            2 or 3 => ScriptOf(new Runestone
            {
                Etching = new Etching { Premine = Choose(1_000), Terms = new MintTerms { Amount = Choose(50), Cap = Choose(20) } },
                Edicts = [new Edict(default, Choose(200), Choose(outputs + 1))],
            }),
            _ => ScriptOf(new Runestone
            {
                Mint = runes.Length > 0 && Choose(2) == 0 ? runes[Choose((uint)runes.Length)] : null,
                Edicts = [.. Enumerable.Range(0, runes.Length > 0 ? (int)Choose(4) : 0).Select(_ => new Edict(runes[Choose((uint)runes.Length)], Choose(300), Choose(outputs + 1)))],
                Pointer = Choose(2) == 0 ? Choose(outputs) : null,
            }),
        };
    }
}
