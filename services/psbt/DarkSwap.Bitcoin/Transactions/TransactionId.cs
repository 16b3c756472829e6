using System.Diagnostics.CodeAnalysis;

namespace DarkSwap.Bitcoin.Transactions;

/// <summary>The double SHA-256 of a transaction without its witnesses; text is the usual reversed hexadecimal.</summary>
public readonly record struct TransactionId(Hash256 Hash) : IComparable<TransactionId>
{
    public TransactionId(ReadOnlySpan<byte> bytes)
        : this(new Hash256(bytes))
    {
    }

    public static TransactionId Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException("Not 64 hexadecimal digits.");

    public static bool TryParse([NotNullWhen(true)] string? text, out TransactionId value) => TryParse(text.AsSpan(), out value);

    public static bool TryParse(ReadOnlySpan<char> text, out TransactionId value)
    {
        var isValid = Hash256.TryParse(text, out var hash);
        value = new(hash);
        return isValid;
    }

    public byte[] ToArray() => Hash.ToArray();

    public int CompareTo(TransactionId other) => Hash.CompareTo(other.Hash);

    public override string ToString() => Hash.ToString();
}
