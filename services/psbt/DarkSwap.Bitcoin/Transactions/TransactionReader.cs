using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Serialization;

namespace DarkSwap.Bitcoin.Transactions;

/// <summary>Reads one transaction at a reader's position, with or without witnesses (BIP-144).</summary>
internal static class TransactionReader
{
    public const byte SegwitMarker = 0;
    public const byte SegwitFlag = 1;

    /// <summary>Version, one input, one output and the lock time, in bytes.</summary>
    public const int MinimumSize = sizeof(uint) + 1 + TransactionInput.MinimumSize + 1 + TransactionOutput.MinimumSize + sizeof(uint);

    public static bool TryRead(ref ByteReader reader, TransactionFormat format, [NotNullWhen(true)] out Transaction? transaction)
    {
        transaction = null;
        if (!reader.TryReadUInt32(out var version))
        {
            return false;
        }

        var isSegwit = format == TransactionFormat.WithWitness && reader.Rest is [SegwitMarker, SegwitFlag, ..];
        if (isSegwit)
        {
            reader.Position += 2;
        }

        if (!TryReadInputs(ref reader, out var inputs)
            || !TryReadOutputs(ref reader, out var outputs)
            || (isSegwit && !TryReadWitnesses(ref reader, inputs))
            || !reader.TryReadUInt32(out var lockTime))
        {
            return false;
        }

        transaction = new(version, ImmutableCollectionsMarshal.AsImmutableArray(inputs), outputs, lockTime);
        return true;
    }

    private static bool TryReadInputs(ref ByteReader reader, [NotNullWhen(true)] out TransactionInput[]? inputs)
    {
        inputs = null;
        if (!reader.TryReadCount(TransactionInput.MinimumSize, out var count))
        {
            return false;
        }

        var read = new TransactionInput[count];
        for (var index = 0; index < count; index++)
        {
            if (!TransactionInput.TryRead(ref reader, out var previousOutput, out var script, out var sequence))
            {
                return false;
            }

            read[index] = new(previousOutput, new Script(script), sequence, Witness.Empty);
        }

        inputs = read;
        return true;
    }

    private static bool TryReadOutputs(ref ByteReader reader, out ImmutableArray<TransactionOutput> outputs)
    {
        outputs = default;
        if (!reader.TryReadCount(TransactionOutput.MinimumSize, out var count))
        {
            return false;
        }

        var read = new TransactionOutput[count];
        for (var index = 0; index < count; index++)
        {
            if (!TransactionOutput.TryRead(ref reader, out var output))
            {
                return false;
            }

            read[index] = output;
        }

        outputs = ImmutableCollectionsMarshal.AsImmutableArray(read);
        return true;
    }

    /// <summary>A segwit marker in front of nothing but empty witnesses is refused, as every node does: it would be a second encoding of the same transaction.</summary>
    private static bool TryReadWitnesses(ref ByteReader reader, TransactionInput[] inputs)
    {
        var hasWitness = false;
        for (var index = 0; index < inputs.Length; index++)
        {
            if (!Witness.TryRead(ref reader, out var witness))
            {
                return false;
            }

            if (!witness.IsEmpty)
            {
                inputs[index] = inputs[index] with { Witness = witness };
                hasWitness = true;
            }
        }

        return hasWitness;
    }
}
