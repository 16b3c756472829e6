using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Serialization;

namespace DarkSwap.Bitcoin.Transactions;

/// <summary>One input: what it spends and what satisfies it.</summary>
public sealed record TransactionInput(OutPoint PreviousOutput, Script ScriptSignature, uint Sequence, Witness Witness)
{
    /// <summary>Outpoint, an empty script and the sequence, in bytes.</summary>
    public const int MinimumSize = OutPoint.Size + 1 + sizeof(uint);

    /// <summary>Replaceable by fee and without relative lock (BIP-125).</summary>
    public const uint ReplaceableSequence = 0xFFFFFFFD;

    public TransactionInput(OutPoint previousOutput, uint sequence)
        : this(previousOutput, Script.Empty, sequence, Witness.Empty)
    {
    }

    /// <summary>Serialized length without the witness, in bytes.</summary>
    public int Size => OutPoint.Size + CompactSize.LengthWithPrefix(ScriptSignature.Length) + sizeof(uint);

    internal static bool TryRead(ref ByteReader reader, out OutPoint previousOutput, out ReadOnlyMemory<byte> script, out uint sequence)
    {
        previousOutput = default;
        script = default;
        sequence = 0;
        if (!reader.TryReadHash(out var hash) || !reader.TryReadUInt32(out var index) || !reader.TryReadPrefixedBytes(out script) || !reader.TryReadUInt32(out sequence))
        {
            return false;
        }

        previousOutput = new(new TransactionId(hash), index);
        return true;
    }

    internal void WriteTo(ref ByteWriter writer)
    {
        writer.WriteOutPoint(PreviousOutput);
        writer.WritePrefixedBytes(ScriptSignature.Span);
        writer.WriteUInt32(Sequence);
    }
}
