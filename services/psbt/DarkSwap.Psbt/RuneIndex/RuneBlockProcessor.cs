using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>Applies one block by the protocol's rules, transaction by transaction, without touching storage.</summary>
public sealed class RuneBlockProcessor
{
    private readonly RuneBlockScan scan;
    private readonly RuneLookup lookup;
    private readonly Dictionary<RuneId, RuneEntry> runes;
    private readonly HashSet<RuneName> takenNames;
    private readonly List<RuneId> etched = [];
    private readonly List<StoredRuneOutput> spent = [];
    private readonly HashSet<OutPoint> spentOutPoints = [];
    private readonly Dictionary<OutPoint, StoredRuneOutput> created = [];
    private readonly Dictionary<RuneId, UInt128> burned = [];

    private RuneBlockProcessor(RuneBlockScan scan, RuneLookup lookup)
    {
        this.scan = scan;
        this.lookup = lookup;
        runes = new Dictionary<RuneId, RuneEntry>(lookup.Runes);
        takenNames = [.. lookup.TakenNames];
    }

    public static RuneBlockChanges Apply(RuneBlockScan scan, RuneLookup lookup)
    {
        var processor = new RuneBlockProcessor(scan, lookup);
        for (var index = 0; index < scan.Block.Block.Transactions.Length; index++)
        {
            processor.Apply(scan.Block.Block.Transactions[index], index);
        }

        return processor.Finish();
    }

    private void Apply(Transaction transaction, int index)
    {
        var artifact = scan.Artifacts[index];
        var inHand = TakeInputs(transaction);
        if (artifact is not null)
        {
            Mint(artifact, inHand);
        }

        var etching = artifact is null ? null : TryEtch(transaction, index, artifact);
        if (etching is { Premine: var premine } && premine != UInt128.Zero)
        {
            Add(inHand, etching.Id, premine);
        }

        if (inHand.Count > 0)
        {
            Allocate(transaction, artifact, inHand, etching?.Id);
        }

        // The entry exists only from here on: a transaction cannot mint what it etches.
        if (etching is not null)
        {
            runes.Add(etching.Id, etching);
            etched.Add(etching.Id);
        }
    }

    private Dictionary<RuneId, UInt128> TakeInputs(Transaction transaction)
    {
        var inHand = new Dictionary<RuneId, UInt128>();
        foreach (var input in transaction.Inputs)
        {
            if (created.Remove(input.PreviousOutput, out var output))
            {
                AddAll(inHand, output);
            }
            else if (lookup.Spent.TryGetValue(input.PreviousOutput, out output) && spentOutPoints.Add(input.PreviousOutput))
            {
                spent.Add(output);
                AddAll(inHand, output);
            }
        }

        return inHand;
    }

    private void Mint(RuneArtifact artifact, Dictionary<RuneId, UInt128> inHand)
    {
        if (artifact.Mint is { } id && runes.TryGetValue(id, out var entry) && entry.MintableAt(scan.Block.Height) is { } amount)
        {
            runes[id] = entry with { Mints = entry.Mints + 1 };
            Add(inHand, id, amount);
        }
    }

    private RuneEntry? TryEtch(Transaction transaction, int index, RuneArtifact artifact)
    {
        var etching = (artifact as Runestone)?.Etching;
        var id = new RuneId((ulong)scan.Block.Height, (uint)index);
        var name = RuneBlockScan.EtchedNameOf(artifact);
        if (name is { } wanted)
        {
            if (!lookup.Commitments.TryGetValue(index, out var inputs) || !HasCommitment(transaction, wanted, inputs) || !takenNames.Add(wanted))
            {
                return null;
            }
        }
        else if (etching is null)
        {
            return null;
        }

        // Of a cenotaph only the name is left: nothing can be minted and nothing is premined.
        return new RuneEntry
        {
            Id = id,
            Name = new SpacedRuneName(name ?? RuneName.Reserved(id), etching?.Spacers ?? 0),
            Number = lookup.RuneCount + etched.Count,
            Divisibility = etching?.Divisibility ?? 0,
            Symbol = etching?.Symbol,
            Premine = etching?.Premine ?? UInt128.Zero,
            Terms = etching?.Terms,
            IsTurbo = etching?.IsTurbo ?? false,
            EtchingTransaction = transaction.Id,
            EtchedAt = DateTimeOffset.FromUnixTimeSeconds(scan.Block.Block.Header.TimeUnixSeconds),
        };
    }

    private bool HasCommitment(Transaction transaction, RuneName name, IReadOnlyList<Chain.SpentOutput> inputs)
    {
        foreach (var input in transaction.Inputs)
        {
            var previous = inputs.FirstOrDefault(candidate => candidate.OutPoint == input.PreviousOutput);
            if (previous is not null
                && RuneCommitment.IsSettled(previous.Script, previous.Height, scan.Block.Height)
                && RuneCommitment.IsPushedBy(input.Witness, name))
            {
                return true;
            }
        }

        return false;
    }

    private void Allocate(Transaction transaction, RuneArtifact? artifact, Dictionary<RuneId, UInt128> inHand, RuneId? etchedId)
    {
        var allocation = RuneAllocation.Of(transaction, artifact, inHand, etchedId);
        for (var output = 0; output < transaction.Outputs.Length; output++)
        {
            if (allocation.HeldBy(output) is { Count: > 0 } balances)
            {
                var outPoint = new OutPoint(transaction.Id, (uint)output);
                created[outPoint] = new StoredRuneOutput(outPoint, ScriptHashOf(transaction.Outputs[output].Script), balances);
            }
        }

        foreach (var (id, amount) in allocation.Burned)
        {
            Add(burned, id, amount);
        }
    }

    private RuneBlockChanges Finish()
    {
        foreach (var (id, amount) in burned)
        {
            var entry = runes[id];
            runes[id] = entry with { Burned = checked(entry.Burned + amount) };
        }

        return new RuneBlockChanges
        {
            Etched = [.. etched.Select(id => runes[id])],
            Changed = [.. lookup.Runes.Values.Where(before => runes[before.Id] != before).Select(before => (before, runes[before.Id]))],
            Spent = spent,
            Created = [.. created.Values],
        };
    }

    /// <summary>By what holders are found: scripts are up to 10,000 bytes long.</summary>
    public static byte[] ScriptHashOf(Script script) => SHA256.HashData(script.Span);

    private static void AddAll(Dictionary<RuneId, UInt128> balances, StoredRuneOutput output)
    {
        foreach (var balance in output.Balances)
        {
            Add(balances, balance.Id, balance.Amount);
        }
    }

    private static void Add(Dictionary<RuneId, UInt128> balances, RuneId id, UInt128 amount)
    {
        ref var balance = ref CollectionsMarshal.GetValueRefOrAddDefault(balances, id, out _);
        balance = checked(balance + amount);
    }
}
