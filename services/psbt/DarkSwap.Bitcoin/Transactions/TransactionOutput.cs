using System.Diagnostics.CodeAnalysis;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Serialization;

namespace DarkSwap.Bitcoin.Transactions;

/// <summary>One output. <paramref name="ValueSatoshis"/> may be out of range in what was read: <see cref="Money"/> judges it.</summary>
public sealed record TransactionOutput(long ValueSatoshis, Script Script)
{
    /// <summary>The value and an empty script, in bytes.</summary>
    public const int MinimumSize = sizeof(long) + 1;

    public int Size => sizeof(long) + CompactSize.LengthWithPrefix(Script.Length);

    /// <summary>Reads an output that fills <paramref name="source"/>; it is copied.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out TransactionOutput? output) => TryReadWithoutCopy(source.ToArray(), out output);

    /// <summary>As above; the script stays a slice of <paramref name="source"/>, which must not change any more.</summary>
    public static bool TryReadWithoutCopy(ReadOnlyMemory<byte> source, [NotNullWhen(true)] out TransactionOutput? output)
    {
        var reader = new ByteReader(source);
        return TryRead(ref reader, out output) && reader.Remaining == 0;
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        var writer = new ByteWriter(bytes);
        WriteTo(ref writer);
        return bytes;
    }

    internal static bool TryRead(ref ByteReader reader, [NotNullWhen(true)] out TransactionOutput? output)
    {
        output = null;
        if (!reader.TryReadInt64(out var value) || !reader.TryReadPrefixedBytes(out var script))
        {
            return false;
        }

        output = new(value, new Script(script));
        return true;
    }

    internal void WriteTo(ref ByteWriter writer)
    {
        writer.WriteInt64(ValueSatoshis);
        writer.WritePrefixedBytes(Script.Span);
    }
}
