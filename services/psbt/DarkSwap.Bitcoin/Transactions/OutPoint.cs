using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DarkSwap.Bitcoin.Transactions;

/// <summary>One output of one transaction; text is "transaction id:index".</summary>
public readonly record struct OutPoint(TransactionId TransactionId, uint Index) : IComparable<OutPoint>
{
    public const int Size = Hash256.Size + sizeof(uint);

    /// <summary>What a coinbase spends: no transaction, index 0xFFFFFFFF.</summary>
    public static OutPoint Coinbase { get; } = new(default, uint.MaxValue);

    public static OutPoint Parse(string text) =>
        TryParse(text, out var outPoint) ? outPoint : throw new FormatException("Not an outpoint of the form transaction id:index.");

    /// <summary>Accepts exactly what <see cref="ToString"/> writes, in either case: no sign, no spaces, no leading zeros.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out OutPoint outPoint)
    {
        outPoint = default;
        const int separator = Hash256.Size * 2;
        if (text is null || text.Length is < separator + 2 or > separator + 11 || text[separator] != ':')
        {
            return false;
        }

        var digits = text.AsSpan(separator + 1);
        if ((digits[0] == '0' && digits.Length > 1)
            || !TransactionId.TryParse(text.AsSpan(0, separator), out var transactionId)
            || !uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return false;
        }

        outPoint = new(transactionId, index);
        return true;
    }

    /// <summary>Orders by the text of the transaction id, then by the number (BIP-69).</summary>
    public int CompareTo(OutPoint other)
    {
        var comparison = TransactionId.CompareTo(other.TransactionId);
        return comparison != 0 ? comparison : Index.CompareTo(other.Index);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{TransactionId}:{Index}");
}
