using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DarkSwap.Contracts.Wire.Values;

/// <summary>What is traded: bitcoin, or a token named by where it was made. One text per asset: <c>BTC</c>, <c>RUNE:840000:3</c>, <c>ALKANE:2:0</c>.</summary>
public readonly record struct Asset : IParsable<Asset>
{
    /// <summary>Longest text that is looked at, in characters: two 128-bit numbers and the prefix.</summary>
    public const int MaximumTextLength = 88;

    private const string BitcoinText = "BTC";
    private const string RunePrefix = "RUNE:";
    private const string AlkanePrefix = "ALKANE:";

    private Asset(AssetKind kind, UInt128 block, UInt128 transaction)
    {
        Kind = kind;
        Block = block;
        Transaction = transaction;
    }

    public static Asset Bitcoin => default;

    public AssetKind Kind { get; }

    /// <summary>First part of the id: a rune's height, an alkane's block. 0 for bitcoin.</summary>
    public UInt128 Block { get; }

    /// <summary>Second part of the id: a rune's transaction index, an alkane's sequence. 0 for bitcoin.</summary>
    public UInt128 Transaction { get; }

    /// <summary>A rune by its id; the etching's height is never 0.</summary>
    public static Asset Rune(ulong block, uint transaction)
    {
        ArgumentOutOfRangeException.ThrowIfZero(block);
        return new(AssetKind.Rune, block, transaction);
    }

    public static Asset Alkane(UInt128 block, UInt128 transaction) => new(AssetKind.Alkane, block, transaction);

    /// <summary>Reads the one canonical text: no signs, spaces, leading zeros or lower case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Asset asset)
    {
        asset = default;
        if (text is null || text.Length > MaximumTextLength)
        {
            return false;
        }

        if (text == BitcoinText)
        {
            return true;
        }

        if (text.StartsWith(RunePrefix, StringComparison.Ordinal))
        {
            var isRune = TryParseId(text.AsSpan(RunePrefix.Length), out var block, out var transaction)
                && block >= UInt128.One && block <= ulong.MaxValue && transaction <= uint.MaxValue;
            asset = isRune ? new(AssetKind.Rune, block, transaction) : default;
            return isRune;
        }

        if (text.StartsWith(AlkanePrefix, StringComparison.Ordinal) && TryParseId(text.AsSpan(AlkanePrefix.Length), out var first, out var second))
        {
            asset = new(AssetKind.Alkane, first, second);
            return true;
        }

        return false;
    }

    public static Asset Parse(string text) => TryParse(text, out var asset) ? asset : throw new FormatException($"'{text}' is not an asset.");

    static Asset IParsable<Asset>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Asset>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Asset result) => TryParse(s, out result);

    public override string ToString() => Kind switch
    {
        AssetKind.Bitcoin => BitcoinText,
        AssetKind.Rune => string.Create(CultureInfo.InvariantCulture, $"{RunePrefix}{Block}:{Transaction}"),
        AssetKind.Alkane => string.Create(CultureInfo.InvariantCulture, $"{AlkanePrefix}{Block}:{Transaction}"),
    };

    private static bool TryParseId(ReadOnlySpan<char> text, out UInt128 block, out UInt128 transaction)
    {
        block = 0;
        transaction = 0;
        var colon = text.IndexOf(':');
        return colon > 0 && AmountText.TryParse(text[..colon], out block) && AmountText.TryParse(text[(colon + 1)..], out transaction);
    }
}
