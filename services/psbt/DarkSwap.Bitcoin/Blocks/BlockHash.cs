using System.Diagnostics.CodeAnalysis;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Blocks;

/// <summary>The double SHA-256 of a block header; text is the usual reversed hexadecimal.</summary>
public readonly record struct BlockHash(Hash256 Hash) : IComparable<BlockHash>
{
    public BlockHash(ReadOnlySpan<byte> bytes)
        : this(new Hash256(bytes))
    {
    }

    public static BlockHash Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException("Not 64 hexadecimal digits.");

    public static bool TryParse([NotNullWhen(true)] string? text, out BlockHash value) => TryParse(text.AsSpan(), out value);

    public static bool TryParse(ReadOnlySpan<char> text, out BlockHash value)
    {
        var isValid = Hash256.TryParse(text, out var hash);
        value = new(hash);
        return isValid;
    }

    public byte[] ToArray() => Hash.ToArray();

    public int CompareTo(BlockHash other) => Hash.CompareTo(other.Hash);

    public override string ToString() => Hash.ToString();
}
