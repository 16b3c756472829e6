using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DarkSwap.Contracts.Wire.V1;

namespace DarkSwap.Contracts.Wire.Values;

/// <summary>Outpoints as <c>txid:index</c>, one text per outpoint, and as they travel.</summary>
public static class OutPointText
{
    /// <summary>Longest text in characters: the id, a colon and ten digits.</summary>
    public const int MaximumLength = HashText.Length + 11;

    /// <summary>Null when the message does not hold an outpoint.</summary>
    public static string? Of(WireOutPoint outPoint) =>
        TransactionIdText.Of(outPoint.TransactionId) is { } transactionId
            ? string.Create(CultureInfo.InvariantCulture, $"{transactionId}:{outPoint.Index}")
            : null;

    public static bool IsOutPoint([NotNullWhen(true)] string? text) => TryRead(text, out _);

    public static bool TryRead([NotNullWhen(true)] string? text, [NotNullWhen(true)] out WireOutPoint? outPoint)
    {
        outPoint = null;
        if (text is null || text.Length is <= HashText.Length + 1 or > MaximumLength || text[HashText.Length] != ':'
            || !AmountText.TryParse(text.AsSpan(HashText.Length + 1), out var index) || index > uint.MaxValue
            || !TransactionIdText.TryRead(text[..HashText.Length], out var transactionId))
        {
            return false;
        }

        outPoint = new WireOutPoint { TransactionId = transactionId, Index = (uint)index };
        return true;
    }
}
