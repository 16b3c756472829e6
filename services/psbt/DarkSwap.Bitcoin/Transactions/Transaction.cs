using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using DarkSwap.Bitcoin.Serialization;

namespace DarkSwap.Bitcoin.Transactions;

/// <summary>An immutable transaction. Reading and writing are strict inverses: what is read is written back byte for byte.</summary>
public sealed class Transaction
{
    private byte[]? id;

    public Transaction(uint version, ImmutableArray<TransactionInput> inputs, ImmutableArray<TransactionOutput> outputs, uint lockTime)
    {
        Version = version;
        Inputs = inputs;
        Outputs = outputs;
        LockTime = lockTime;
        BaseSize = sizeof(uint) + CompactSize.LengthOf((ulong)inputs.Length) + CompactSize.LengthOf((ulong)outputs.Length) + sizeof(uint);
        var witnessSize = 2;
        foreach (var input in inputs)
        {
            BaseSize += input.Size;
            witnessSize += input.Witness.Size;
            HasWitness |= !input.Witness.IsEmpty;
        }

        foreach (var output in outputs)
        {
            BaseSize += output.Size;
        }

        Size = HasWitness ? BaseSize + witnessSize : BaseSize;
    }

    public uint Version { get; }

    public ImmutableArray<TransactionInput> Inputs { get; }

    public ImmutableArray<TransactionOutput> Outputs { get; }

    public uint LockTime { get; }

    public bool HasWitness { get; }

    /// <summary>Serialized length without witnesses, in bytes.</summary>
    public int BaseSize { get; }

    /// <summary>Serialized length with witnesses, in bytes.</summary>
    public int Size { get; }

    /// <summary>In weight units (BIP-141): three times the base size and once the size.</summary>
    public int Weight => (BaseSize * 3) + Size;

    /// <summary>In virtual bytes: a quarter of the weight, rounded up.</summary>
    public int VirtualSize => (Weight + 3) / 4;

    public bool IsCoinbase => Inputs.Length == 1 && Inputs[0].PreviousOutput == OutPoint.Coinbase;

    public TransactionId Id => new(id ??= HashOf(ToArray(TransactionFormat.WithoutWitness)).ToArray());

    /// <summary>The hash over the witnesses too (BIP-141).</summary>
    public TransactionId WitnessId => HasWitness ? new(HashOf(ToArray())) : Id;

    /// <summary>Reads a transaction that fills <paramref name="source"/>; it is copied.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out Transaction? transaction) =>
        TryRead(source, TransactionFormat.WithWitness, out transaction);

    /// <summary>As above; without witnesses for the unsigned transactions of PSBTs, in which no inputs followed by one output would otherwise look like the segwit marker.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, TransactionFormat format, [NotNullWhen(true)] out Transaction? transaction) =>
        TryReadWithoutCopy(source.ToArray(), format, out transaction);

    /// <summary>As above; the transaction's scripts stay slices of <paramref name="source"/>, which must not change any more.</summary>
    public static bool TryReadWithoutCopy(ReadOnlyMemory<byte> source, TransactionFormat format, [NotNullWhen(true)] out Transaction? transaction)
    {
        var reader = new ByteReader(source);
        if (TransactionReader.TryRead(ref reader, format, out transaction) && reader.Remaining == 0)
        {
            return true;
        }

        transaction = null;
        return false;
    }

    public static Transaction Parse(ReadOnlySpan<byte> source) =>
        TryRead(source, out var transaction) ? transaction : throw new FormatException("Not a transaction.");

    public static Transaction Parse(string hexadecimal) => Parse(Convert.FromHexString(hexadecimal));

    public byte[] ToArray() => ToArray(TransactionFormat.WithWitness);

    public byte[] ToArray(TransactionFormat format)
    {
        var bytes = new byte[SizeOf(format)];
        Write(bytes, format);
        return bytes;
    }

    /// <summary>Writes and returns the number of bytes written; <paramref name="destination"/> needs <see cref="Size"/> of them.</summary>
    public int Write(Span<byte> destination, TransactionFormat format)
    {
        var writer = new ByteWriter(destination);
        var isWithWitness = HasWitness && format == TransactionFormat.WithWitness;
        writer.WriteUInt32(Version);
        if (isWithWitness)
        {
            writer.WriteByte(TransactionReader.SegwitMarker);
            writer.WriteByte(TransactionReader.SegwitFlag);
        }

        writer.WriteCompactSize((ulong)Inputs.Length);
        foreach (var input in Inputs)
        {
            input.WriteTo(ref writer);
        }

        writer.WriteCompactSize((ulong)Outputs.Length);
        foreach (var output in Outputs)
        {
            output.WriteTo(ref writer);
        }

        if (isWithWitness)
        {
            foreach (var input in Inputs)
            {
                input.Witness.WriteTo(ref writer);
            }
        }

        writer.WriteUInt32(LockTime);
        return writer.Position;
    }

    /// <summary>The same transaction with other inputs, for instance signed ones.</summary>
    public Transaction WithInputs(ImmutableArray<TransactionInput> inputs) => new(Version, inputs, Outputs, LockTime);

    public Transaction WithOutputs(ImmutableArray<TransactionOutput> outputs) => new(Version, Inputs, outputs, LockTime);

    /// <summary>Hexadecimal, with witnesses.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());

    private static Hash256 HashOf(byte[] bytes) => Hash256.Of(bytes);

    private int SizeOf(TransactionFormat format) => format == TransactionFormat.WithWitness ? Size : BaseSize;
}
