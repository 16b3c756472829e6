using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Primitives;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>Merges what two sides know of one transaction (the combiner's role).</summary>
internal static class PsbtCombiner
{
    public static Result<Psbt, PsbtError> Combine(Psbt first, Psbt second)
    {
        if (!first.UnsignedTransaction.ToArray(TransactionFormat.WithoutWitness).AsSpan()
            .SequenceEqual(second.UnsignedTransaction.ToArray(TransactionFormat.WithoutWitness)))
        {
            return new PsbtError(PsbtErrorReason.DifferentTransaction);
        }

        var builder = new PsbtBuilder(first);
        AddAll(builder.Global, second.GlobalRecords);
        foreach (var input in second.Inputs)
        {
            AddAll(builder.Inputs[input.Index].Map, input.Records);
        }

        foreach (var output in second.Outputs)
        {
            AddAll(builder.Outputs[output.Index].Map, output.Records);
        }

        var combined = builder.Build();
        return combined.Size > Psbt.MaximumSize ? new PsbtError(PsbtErrorReason.TooLarge) : combined;
    }

    private static void AddAll(PsbtMapBuilder map, ReadOnlySpan<PsbtRecord> records)
    {
        foreach (ref readonly var record in records)
        {
            map.TryAdd(record);
        }
    }
}
