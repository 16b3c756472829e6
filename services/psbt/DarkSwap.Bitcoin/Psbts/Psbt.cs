using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using DarkSwap.Bitcoin.Serialization;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Primitives;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>A partially signed transaction, version 0 (BIP-174) with the taproot fields of BIP-371. Immutable; <see cref="PsbtBuilder"/> makes changed copies.</summary>
/// <remarks>All maps live in one array of key-value slices of one buffer; typed values are decoded when asked for. Unknown and proprietary keys are kept, in place.</remarks>
public sealed class Psbt
{
    /// <summary>Larger ones are refused, in bytes.</summary>
    public const int MaximumSize = 400 * 1024;

    private readonly PsbtRecord[] records;
    private readonly int[] mapStarts;
    private PsbtInput[]? inputs;
    private PsbtOutput[]? outputs;

    internal Psbt(Transaction unsignedTransaction, PsbtRecord[] records, int[] mapStarts)
    {
        UnsignedTransaction = unsignedTransaction;
        this.records = records;
        this.mapStarts = mapStarts;
    }

    public Transaction UnsignedTransaction { get; }

    public ImmutableArray<PsbtInput> Inputs => ImmutableCollectionsMarshal.AsImmutableArray(
        inputs ??= [.. Enumerable.Range(0, UnsignedTransaction.Inputs.Length).Select(index => new PsbtInput(this, index))]);

    public ImmutableArray<PsbtOutput> Outputs => ImmutableCollectionsMarshal.AsImmutableArray(
        outputs ??= [.. Enumerable.Range(0, UnsignedTransaction.Outputs.Length).Select(index => new PsbtOutput(this, index))]);

    /// <summary>Serialized length in bytes.</summary>
    public int Size
    {
        get
        {
            var size = Magic.Length + mapStarts.Length - 1;
            foreach (ref readonly var record in records.AsSpan())
            {
                size += CompactSize.LengthWithPrefix(record.Key.Length) + CompactSize.LengthWithPrefix(record.Value.Length);
            }

            return size;
        }
    }

    public ReadOnlySpan<PsbtRecord> GlobalRecords => MapAt(0);

    internal static ReadOnlySpan<byte> Magic => [0x70, 0x73, 0x62, 0x74, 0xFF];

    /// <summary>A PSBT without any information yet (the creator's role).</summary>
    public static Psbt Create(Transaction unsignedTransaction) => new PsbtBuilder(unsignedTransaction).Build();

    /// <summary>Reads a PSBT that fills <paramref name="source"/>; it is copied.</summary>
    public static bool TryParse(ReadOnlySpan<byte> source, [NotNullWhen(true)] out Psbt? psbt, [NotNullWhen(false)] out PsbtError? error)
    {
        if (source.Length > MaximumSize)
        {
            psbt = null;
            error = new(PsbtErrorReason.TooLarge);
            return false;
        }

        return PsbtReader.TryRead(source.ToArray(), out psbt, out error);
    }

    public static bool TryParseBase64(string text, [NotNullWhen(true)] out Psbt? psbt, [NotNullWhen(false)] out PsbtError? error)
    {
        const int maximumTextLength = (MaximumSize + 2) / 3 * 4;
        if (!CanonicalBase64.TryDecode(text, maximumTextLength, out var bytes))
        {
            psbt = null;
            error = new(text.Length > maximumTextLength ? PsbtErrorReason.TooLarge : PsbtErrorReason.NotBase64);
            return false;
        }

        return PsbtReader.TryRead(bytes, out psbt, out error);
    }

    public static Psbt Parse(ReadOnlySpan<byte> source) =>
        TryParse(source, out var psbt, out var error) ? psbt : throw new FormatException($"Not a PSBT: {error}.");

    public static Psbt ParseBase64(string text) =>
        TryParseBase64(text, out var psbt, out var error) ? psbt : throw new FormatException($"Not a PSBT: {error}.");

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        var writer = new ByteWriter(bytes);
        writer.WriteBytes(Magic);
        for (var map = 0; map < mapStarts.Length - 1; map++)
        {
            foreach (ref readonly var record in MapAt(map))
            {
                writer.WritePrefixedBytes(record.Key.Span);
                writer.WritePrefixedBytes(record.Value.Span);
            }

            writer.WriteByte(0);
        }

        return bytes;
    }

    public string ToBase64() => Convert.ToBase64String(ToArray());

    /// <summary>Adds what <paramref name="other"/> knows of the same transaction (the combiner's role). Where both have a key, this one's value stays.</summary>
    public Result<Psbt, PsbtError> CombineWith(Psbt other) => PsbtCombiner.Combine(this, other);

    internal ReadOnlySpan<PsbtRecord> MapAt(int map) => records.AsSpan(mapStarts[map]..mapStarts[map + 1]);

    internal ReadOnlySpan<PsbtRecord> InputMap(int index) => MapAt(1 + index);

    internal ReadOnlySpan<PsbtRecord> OutputMap(int index) => MapAt(1 + UnsignedTransaction.Inputs.Length + index);
}
