using System.Numerics;

namespace DarkSwap.Orderbook.Domain;

/// <summary>A price as the ratio it is; compared without rounding (products of two 128-bit integers need 256 bits).</summary>
public readonly record struct ExactPrice : IComparable<ExactPrice>
{
    /// <summary>Characters of <see cref="SortKey"/>.</summary>
    public const int SortKeyLength = 64;

    private const int FractionBits = 128;

    public ExactPrice(UInt128 quote, UInt128 @base)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(quote, UInt128.Zero);
        ArgumentOutOfRangeException.ThrowIfEqual(@base, UInt128.Zero);
        Quote = quote;
        Base = @base;
    }

    public UInt128 Quote { get; }

    public UInt128 Base { get; }

    /// <summary>The ratio as a fixed-point number of 128 integer and 128 fraction bits in hex: orders rows as prices do, except for prices closer than 2^-128.</summary>
    public string SortKey => (((BigInteger)Quote << FractionBits) / Base).ToString("x64", System.Globalization.CultureInfo.InvariantCulture)[^SortKeyLength..];

    public int CompareTo(ExactPrice other) => ((BigInteger)Quote * other.Base).CompareTo((BigInteger)other.Quote * Base);

    /// <summary>Equal ratios are equal prices: 2 for 4 is 1 for 2.</summary>
    public bool Equals(ExactPrice other) => CompareTo(other) == 0;

    public override int GetHashCode() => SortKey.GetHashCode(StringComparison.Ordinal);

    public static bool operator <(ExactPrice left, ExactPrice right) => left.CompareTo(right) < 0;

    public static bool operator >(ExactPrice left, ExactPrice right) => left.CompareTo(right) > 0;

    public static bool operator <=(ExactPrice left, ExactPrice right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ExactPrice left, ExactPrice right) => left.CompareTo(right) >= 0;
}
