using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using DarkSwap.Bitcoin.Serialization;

namespace DarkSwap.Bitcoin.Transactions;

/// <summary>The stack that satisfies a segwit output; empty for legacy inputs and unsigned ones.</summary>
public sealed class Witness : IEquatable<Witness>
{
    public Witness(ImmutableArray<ReadOnlyMemory<byte>> items)
    {
        Items = items.IsDefault ? [] : items;
        Size = CompactSize.LengthOf((ulong)Items.Length);
        foreach (var item in Items)
        {
            Size += CompactSize.LengthWithPrefix(item.Length);
        }
    }

    public static Witness Empty { get; } = new([]);

    public ImmutableArray<ReadOnlyMemory<byte>> Items { get; }

    public bool IsEmpty => Items.IsEmpty;

    /// <summary>Serialized length in bytes, at least one.</summary>
    public int Size { get; }

    /// <summary>Reads a serialized stack that fills <paramref name="source"/>; it is copied.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out Witness? witness)
    {
        var reader = new ByteReader(source.ToArray());
        return TryRead(ref reader, out witness) && reader.Remaining == 0;
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        var writer = new ByteWriter(bytes);
        WriteTo(ref writer);
        return bytes;
    }

    public bool Equals(Witness? other)
    {
        if (other is null || other.Items.Length != Items.Length)
        {
            return false;
        }

        for (var index = 0; index < Items.Length; index++)
        {
            if (!Items[index].Span.SequenceEqual(other.Items[index].Span))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Witness);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in Items)
        {
            hash.AddBytes(item.Span);
        }

        return hash.ToHashCode();
    }

    internal static bool TryRead(ref ByteReader reader, [NotNullWhen(true)] out Witness? witness)
    {
        witness = null;
        if (!reader.TryReadCount(1, out var count))
        {
            return false;
        }

        if (count == 0)
        {
            witness = Empty;
            return true;
        }

        // Grows with what was really read: an item costs one byte on the wire but sixteen in memory.
        var items = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(Math.Min(count, 16));
        for (var index = 0; index < count; index++)
        {
            if (!reader.TryReadPrefixedBytes(out var item))
            {
                return false;
            }

            items.Add(item);
        }

        witness = new(items.DrainToImmutable());
        return true;
    }

    internal void WriteTo(ref ByteWriter writer)
    {
        writer.WriteCompactSize((ulong)Items.Length);
        foreach (var item in Items)
        {
            writer.WritePrefixedBytes(item.Span);
        }
    }
}
