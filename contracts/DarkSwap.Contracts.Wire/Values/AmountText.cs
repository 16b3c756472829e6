using System.Globalization;

namespace DarkSwap.Contracts.Wire.Values;

/// <summary>Amounts as text: decimal digits of an unsigned 128-bit integer, one text per amount.</summary>
public static class AmountText
{
    /// <summary>Digits of the greatest amount.</summary>
    public const int MaximumLength = 39;

    /// <summary>Refuses signs, spaces, separators, leading zeros and whatever is above 2^128 - 1.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out UInt128 amount)
    {
        amount = 0;
        return text.Length is > 0 and <= MaximumLength
            && (text[0] != '0' || text.Length == 1)
            && !text.ContainsAnyExceptInRange('0', '9')
            && UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out amount);
    }

    public static string Of(UInt128 amount) => amount.ToString(CultureInfo.InvariantCulture);
}
