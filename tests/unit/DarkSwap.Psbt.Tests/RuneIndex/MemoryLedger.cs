using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.RuneIndex;

namespace DarkSwap.Psbt.Tests.RuneIndex;

/// <summary>Keeps in memory what the rules say, block after block.</summary>
internal sealed class MemoryLedger(RuneSchedule schedule, int firstHeight)
{
    private readonly Dictionary<OutPoint, StoredRuneOutput> outputs = [];
    private readonly Dictionary<RuneId, RuneEntry> runes = [];
    private readonly Dictionary<OutPoint, (Script Script, int Height)> coins = [];

    public MemoryLedger()
        : this(RuneSchedule.FromGenesis, 1)
    {
    }

    public int NextHeight { get; private set; } = firstHeight;

    public BlockHash Tip { get; private set; }

    public IReadOnlyDictionary<RuneId, RuneEntry> Runes => runes;

    public IReadOnlyDictionary<OutPoint, StoredRuneOutput> Outputs => outputs;

    public RuneBlockChanges Mine(params Transaction[] transactions) => Connect(TestTransactions.Block(NextHeight, Tip, transactions));

    public void MineEmpty(int count)
    {
        for (var block = 0; block < count; block++)
        {
            Mine();
        }
    }

    public RuneBlockChanges Connect(ConnectedBlock block)
    {
        var scan = RuneBlockScan.Of(block, schedule);
        var changes = RuneBlockProcessor.Apply(scan, LookUp(scan));
        foreach (var spent in changes.Spent)
        {
            outputs.Remove(spent.OutPoint).ShouldBeTrue();
        }

        foreach (var created in changes.Created)
        {
            outputs.Add(created.OutPoint, created);
        }

        foreach (var entry in changes.Etched.Concat(changes.Changed.Select(change => change.After)))
        {
            runes[entry.Id] = entry;
        }

        foreach (var transaction in block.Block.Transactions)
        {
            for (var index = 0; index < transaction.Outputs.Length; index++)
            {
                coins[new OutPoint(transaction.Id, (uint)index)] = (transaction.Outputs[index].Script, block.Height);
            }
        }

        NextHeight = block.Height + 1;
        Tip = block.Hash;
        return changes;
    }

    public UInt128 Held(OutPoint outPoint, RuneId id) =>
        outputs.TryGetValue(outPoint, out var output) ? output.Balances.SingleOrDefault(balance => balance.Id == id).Amount : UInt128.Zero;

    /// <summary>What is in all outputs together.</summary>
    public UInt128 Circulating(RuneId id) =>
        outputs.Values.SelectMany(output => output.Balances).Where(balance => balance.Id == id).Aggregate(UInt128.Zero, (sum, balance) => sum + balance.Amount);

    private RuneLookup LookUp(RuneBlockScan scan)
    {
        var spent = scan.SpentBefore.Where(outputs.ContainsKey).ToDictionary(outPoint => outPoint, outPoint => outputs[outPoint]);
        var ids = spent.Values.SelectMany(output => output.Balances).Select(balance => balance.Id).Concat(scan.Mints).Where(runes.ContainsKey).Distinct();
        return new RuneLookup
        {
            Spent = spent,
            Runes = ids.ToDictionary(id => id, id => runes[id]),
            TakenNames = runes.Values.Select(entry => entry.Name.Name).Where(scan.Names.Contains).ToHashSet(),
            Commitments = scan.CommitmentCandidates.ToDictionary(index => index, index => InputsOf(scan.Block.Block.Transactions[index])),
            RuneCount = runes.Count,
        };
    }

    private IReadOnlyList<SpentOutput> InputsOf(Transaction transaction) =>
        [.. transaction.Inputs
            .Where(input => coins.ContainsKey(input.PreviousOutput))
            .Select(input => new SpentOutput(input.PreviousOutput, coins[input.PreviousOutput].Script, coins[input.PreviousOutput].Height))];
}
