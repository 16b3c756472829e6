using System.Collections.Immutable;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>Runs a transaction by ord's rules over the coins that it spends, to see who ends up with what. Knows nothing of templates, so that it judges the builder.</summary>
public static class SettlementSimulation
{
    /// <param name="transaction">Signed or not.</param>
    /// <param name="spent">What its inputs spend, in their order.</param>
    /// <returns>Null if the runes of the inputs are more than 128 bits can count.</returns>
    public static SettlementOutcome? Run(Transaction transaction, ImmutableArray<SpentCoin> spent)
    {
        if (!RuneBalances.TrySum(spent.Select(coin => coin.Runes), out var total))
        {
            return null;
        }

        var artifact = transaction.Outputs.Select(output => RunestoneDecoder.Decode(output.Script.Span, transaction.Outputs.Length)).FirstOrDefault(found => found is not null);
        var received = new Dictionary<RuneId, UInt128>[transaction.Outputs.Length];
        for (var index = 0; index < received.Length; index++)
        {
            received[index] = [];
        }

        if (artifact is not Cenotaph)
        {
            var pool = total.All.ToDictionary();
            var spendable = Enumerable.Range(0, received.Length).Where(index => !transaction.Outputs[index].Script.IsOpReturn).ToArray();
            var runestone = artifact as Runestone;
            foreach (var edict in runestone?.Edicts ?? [])
            {
                Apply(edict, pool, received, spendable);
            }

            GiveRest(runestone?.Pointer, pool, received, spendable);
        }

        // What sits on an OP_RETURN output is burnt: nobody owns it.
        var outputs = transaction.Outputs.Select((output, index) =>
            new OutcomeOutput(output.Script, output.ValueSatoshis, output.Script.IsOpReturn ? RuneBalances.Empty : RuneBalances.Of(received[index])));
        return new([.. outputs], spent, artifact is Cenotaph);
    }

    private static void Apply(Edict edict, Dictionary<RuneId, UInt128> pool, Dictionary<RuneId, UInt128>[] received, int[] spendable)
    {
        if (!pool.TryGetValue(edict.Id, out var available))
        {
            return;
        }

        if (edict.Output < received.Length)
        {
            Move(edict.Id, edict.Amount == UInt128.Zero ? available : UInt128.Min(edict.Amount, available), (int)edict.Output, pool, received);
            return;
        }

        if (spendable.Length == 0)
        {
            return;
        }

        // An output equal to the number of outputs means all of them: equal shares of everything, or the amount for each while it lasts.
        var (share, extra) = UInt128.DivRem(available, (UInt128)(uint)spendable.Length);
        for (var position = 0; position < spendable.Length; position++)
        {
            var amount = edict.Amount == UInt128.Zero
                ? share + ((UInt128)(uint)position < extra ? UInt128.One : UInt128.Zero)
                : UInt128.Min(edict.Amount, pool[edict.Id]);
            Move(edict.Id, amount, spendable[position], pool, received);
        }
    }

    private static void GiveRest(uint? pointer, Dictionary<RuneId, UInt128> pool, Dictionary<RuneId, UInt128>[] received, int[] spendable)
    {
        var target = pointer is { } index ? (int)index : spendable.Length > 0 ? spendable[0] : -1;
        if (target < 0)
        {
            return;
        }

        foreach (var (rune, amount) in pool.ToArray())
        {
            Move(rune, amount, target, pool, received);
        }
    }

    private static void Move(RuneId rune, UInt128 amount, int output, Dictionary<RuneId, UInt128> pool, Dictionary<RuneId, UInt128>[] received)
    {
        pool[rune] -= amount;
        received[output][rune] = received[output].GetValueOrDefault(rune) + amount;
    }
}
