using System.Text;

namespace DarkSwap.Libp2p.Multiformats;

/// <summary>Percent-encoding (RFC 3986 §2.1): unreserved characters stand for themselves, everything else is written as two hexadecimal digits.</summary>
internal static class PercentEncoding
{
    internal static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var octet in bytes)
        {
            if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')
            {
                text.Append((char)octet);
            }
            else
            {
                text.Append('%').Append("0123456789ABCDEF"[octet >> 4]).Append("0123456789ABCDEF"[octet & 0xF]);
            }
        }

        return text.ToString();
    }

    internal static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        var decoded = new byte[text.Length];
        var length = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] is < '!' or > '~')
            {
                return false;
            }

            decoded[length] = (byte)text[index];
            if (text[index] == '%')
            {
                if (index + 2 >= text.Length || !char.IsAsciiHexDigit(text[index + 1]) || !char.IsAsciiHexDigit(text[index + 2]))
                {
                    return false;
                }

                decoded[length] = (byte)((HexValue(text[index + 1]) << 4) | HexValue(text[index + 2]));
                index += 2;
            }

            length++;
        }

        bytes = decoded[..length];
        return true;
    }

    private static int HexValue(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
