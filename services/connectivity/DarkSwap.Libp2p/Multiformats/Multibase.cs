using System.Collections.Frozen;

namespace DarkSwap.Libp2p.Multiformats;

/// <summary>Text that says by its first character how it encodes bytes (multiformats/multibase). Each text has one meaning and, case aside, each value one text in a base.</summary>
public static class Multibase
{
    /// <summary>Longest text that is decoded, in characters.</summary>
    public const int MaximumTextLength = 512;

    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Decimal = "0123456789";
    private const string Bitcoin = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const string Flickr = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";

    private static readonly FrozenDictionary<MultibaseEncoding, BitBase> BitBases = new Dictionary<MultibaseEncoding, BitBase>
    {
        [MultibaseEncoding.Base2] = new(new("01")),
        [MultibaseEncoding.Base8] = new(new("01234567")),
        [MultibaseEncoding.Base16] = new(new(Decimal + "abcdef", ignoresCase: true)),
        [MultibaseEncoding.Base16Upper] = new(new(Decimal + "ABCDEF", ignoresCase: true)),
        [MultibaseEncoding.Base32] = new(new(Lower + "234567", ignoresCase: true)),
        [MultibaseEncoding.Base32Upper] = new(new(Upper + "234567", ignoresCase: true)),
        [MultibaseEncoding.Base32Padded] = new(new(Lower + "234567", ignoresCase: true), isPadded: true),
        [MultibaseEncoding.Base32PaddedUpper] = new(new(Upper + "234567", ignoresCase: true), isPadded: true),
        [MultibaseEncoding.Base32Hex] = new(new(Decimal + Lower[..22], ignoresCase: true)),
        [MultibaseEncoding.Base32HexUpper] = new(new(Decimal + Upper[..22], ignoresCase: true)),
        [MultibaseEncoding.Base32HexPadded] = new(new(Decimal + Lower[..22], ignoresCase: true), isPadded: true),
        [MultibaseEncoding.Base32HexPaddedUpper] = new(new(Decimal + Upper[..22], ignoresCase: true), isPadded: true),
        [MultibaseEncoding.Base32Z] = new(new("ybndrfg8ejkmcpqxot1uwisza345h769")),
        [MultibaseEncoding.Base64] = new(new(Upper + Lower + Decimal + "+/")),
        [MultibaseEncoding.Base64Padded] = new(new(Upper + Lower + Decimal + "+/"), isPadded: true),
        [MultibaseEncoding.Base64Url] = new(new(Upper + Lower + Decimal + "-_")),
        [MultibaseEncoding.Base64UrlPadded] = new(new(Upper + Lower + Decimal + "-_"), isPadded: true),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<MultibaseEncoding, NumberBase> NumberBases = new Dictionary<MultibaseEncoding, NumberBase>
    {
        [MultibaseEncoding.Base10] = new(new(Decimal)),
        [MultibaseEncoding.Base36] = new(new(Decimal + Lower, ignoresCase: true)),
        [MultibaseEncoding.Base36Upper] = new(new(Decimal + Upper, ignoresCase: true)),
        [MultibaseEncoding.Base58] = new(new(Bitcoin)),
        [MultibaseEncoding.Base58Flickr] = new(new(Flickr)),
    }.ToFrozenDictionary();

    public static string Encode(MultibaseEncoding encoding, ReadOnlySpan<byte> bytes) => (char)encoding + EncodeBare(encoding, bytes);

    /// <summary>Decodes text of at most <see cref="MaximumTextLength"/> characters.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out MultibaseEncoding encoding, out byte[] bytes)
    {
        bytes = [];
        encoding = text.IsEmpty ? default : (MultibaseEncoding)text[0];
        return text.Length is > 0 and <= MaximumTextLength && TryDecodeBare(encoding, text[1..], out bytes);
    }

    /// <inheritdoc cref="TryDecode(ReadOnlySpan{char}, out MultibaseEncoding, out byte[])"/>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes) => TryDecode(text, out _, out bytes);

    /// <summary>Without the character that names the base, for formats that fix theirs.</summary>
    internal static string EncodeBare(MultibaseEncoding encoding, ReadOnlySpan<byte> bytes) =>
        BitBases.TryGetValue(encoding, out var bitBase) ? bitBase.Encode(bytes) : NumberBases[encoding].Encode(bytes);

    /// <inheritdoc cref="EncodeBare"/>
    internal static bool TryDecodeBare(MultibaseEncoding encoding, ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        return BitBases.TryGetValue(encoding, out var bitBase)
            ? bitBase.TryDecode(text, out bytes)
            : NumberBases.TryGetValue(encoding, out var numberBase) && numberBase.TryDecode(text, out bytes);
    }
}
