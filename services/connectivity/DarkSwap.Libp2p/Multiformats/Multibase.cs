using System.Buffers.Text;
using SimpleBase;

namespace DarkSwap.Libp2p.Multiformats;

/// <summary>Text that says by its first character how it encodes bytes (multiformats/multibase): base16, base32, base58btc and base64url.</summary>
public static class Multibase
{
    /// <summary>Longest text that is decoded, in characters.</summary>
    public const int MaximumTextLength = 512;

    public static string EncodeBase64Url(ReadOnlySpan<byte> bytes) => "u" + Base64Url.EncodeToString(bytes);

    public static string EncodeBase58(ReadOnlySpan<byte> bytes) => "z" + Base58.Bitcoin.Encode(bytes);

    public static string EncodeBase32(ReadOnlySpan<byte> bytes) => "b" + Base32.Rfc4648.Encode(bytes).ToLowerInvariant();

    public static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];

        // The decoders' tables end before DEL.
        if (text.Length is 0 or > MaximumTextLength || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return false;
        }

        Span<byte> buffer = stackalloc byte[MaximumTextLength];
        var body = text.AsSpan(1);
        var length = 0;
        var isDecoded = text[0] switch
        {
            'f' => Base16.LowerCase.TryDecode(body, buffer, out length),
            'b' => Base32.Rfc4648.TryDecode(body, buffer, out length),
            'z' => Base58.Bitcoin.TryDecode(body, buffer, out length),
            'u' => Base64Url.IsValid(body) && Base64Url.TryDecodeFromChars(body, buffer, out length),
            _ => false,
        };
        bytes = isDecoded ? buffer[..length].ToArray() : [];
        return isDecoded;
    }
}
