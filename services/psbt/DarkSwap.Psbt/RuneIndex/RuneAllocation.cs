using System.Runtime.InteropServices;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>Where the runes that a transaction has in hand go: by its edicts in order, then by its pointer, and in a cenotaph nowhere.</summary>
public sealed class RuneAllocation
{
    private readonly Transaction transaction;
    private readonly Dictionary<RuneId, UInt128> unallocated;
    private readonly RuneId? etched;
    private readonly Dictionary<RuneId, UInt128>?[] outputs;
    private readonly Dictionary<RuneId, UInt128> burned = [];

    private RuneAllocation(Transaction transaction, Dictionary<RuneId, UInt128> unallocated, RuneId? etched)
    {
        this.transaction = transaction;
        this.unallocated = unallocated;
        this.etched = etched;
        outputs = new Dictionary<RuneId, UInt128>?[transaction.Outputs.Length];
    }

    public IReadOnlyDictionary<RuneId, UInt128> Burned => burned;

    /// <param name="transaction">The transaction whose outputs receive.</param>
    /// <param name="artifact">What its first runestone says; null without one.</param>
    /// <param name="inHand">From inputs, a mint and a premine.</param>
    /// <param name="etched">The rune that this transaction etches, for which edicts say 0:0.</param>
    public static RuneAllocation Of(Transaction transaction, RuneArtifact? artifact, IReadOnlyDictionary<RuneId, UInt128> inHand, RuneId? etched)
    {
        var allocation = new RuneAllocation(transaction, new Dictionary<RuneId, UInt128>(inHand), etched);
        if (artifact is Cenotaph)
        {
            allocation.BurnTheRest();
        }
        else
        {
            allocation.Run(artifact as Runestone);
        }

        allocation.BurnWhatIsUnspendable();
        return allocation;
    }

    /// <summary>What the output holds, ordered by id; empty for OP_RETURN outputs, whose runes burn.</summary>
    public IReadOnlyList<RuneBalance> HeldBy(int output) =>
        outputs[output] is { } held ? [.. held.OrderBy(entry => entry.Key).Select(entry => new RuneBalance(entry.Key, entry.Value))] : [];

    private void Run(Runestone? runestone)
    {
        foreach (var edict in runestone?.Edicts ?? [])
        {
            if (edict.Id != default)
            {
                Run(edict.Id, edict);
            }
            else if (etched is { } id)
            {
                Run(id, edict);
            }
        }

        var rest = runestone?.Pointer is { } pointer ? (int)pointer : FirstSpendableOutput();
        if (rest is not { } output)
        {
            BurnTheRest();
            return;
        }

        foreach (var (id, amount) in unallocated)
        {
            Add(output, id, amount);
        }
    }

    private void Run(RuneId id, Edict edict)
    {
        if (!unallocated.TryGetValue(id, out var available))
        {
            return;
        }

        if (edict.Output < outputs.Length)
        {
            Move(id, (int)edict.Output, edict.Amount == UInt128.Zero ? available : UInt128.Min(edict.Amount, available));
            return;
        }

        var destinations = Enumerable.Range(0, outputs.Length).Where(index => !transaction.Outputs[index].Script.IsOpReturn).ToList();
        if (destinations.Count > 0)
        {
            Spread(id, edict.Amount, available, destinations);
        }
    }

    /// <summary>Zero divides everything evenly, the first outputs get the remainder; an amount is given to each output while it lasts.</summary>
    private void Spread(RuneId id, UInt128 amount, UInt128 available, List<int> destinations)
    {
        var (share, remainder) = UInt128.DivRem(available, (UInt128)(uint)destinations.Count);
        for (var index = 0; index < destinations.Count; index++)
        {
            var wanted = amount != UInt128.Zero ? amount : share + ((uint)index < remainder ? UInt128.One : UInt128.Zero);
            Move(id, destinations[index], UInt128.Min(wanted, unallocated[id]));
        }
    }

    private void Move(RuneId id, int output, UInt128 amount)
    {
        unallocated[id] -= amount;
        Add(output, id, amount);
    }

    private void Add(int output, RuneId id, UInt128 amount)
    {
        if (amount != UInt128.Zero)
        {
            Add(outputs[output] ??= [], id, amount);
        }
    }

    private int? FirstSpendableOutput()
    {
        for (var index = 0; index < outputs.Length; index++)
        {
            if (!transaction.Outputs[index].Script.IsOpReturn)
            {
                return index;
            }
        }

        return null;
    }

    private void BurnTheRest()
    {
        foreach (var (id, amount) in unallocated.Where(entry => entry.Value != UInt128.Zero))
        {
            Add(burned, id, amount);
        }
    }

    private void BurnWhatIsUnspendable()
    {
        for (var index = 0; index < outputs.Length; index++)
        {
            if (outputs[index] is { } held && transaction.Outputs[index].Script.IsOpReturn)
            {
                foreach (var (id, amount) in held)
                {
                    Add(burned, id, amount);
                }

                outputs[index] = null;
            }
        }
    }

    private static void Add(Dictionary<RuneId, UInt128> balances, RuneId id, UInt128 amount)
    {
        ref var balance = ref CollectionsMarshal.GetValueRefOrAddDefault(balances, id, out _);
        balance = checked(balance + amount);
    }
}
