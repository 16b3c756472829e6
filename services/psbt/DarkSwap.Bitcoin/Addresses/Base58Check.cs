using System.Diagnostics.CodeAnalysis;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Addresses;

/// <summary>Base58 with the first four bytes of the double SHA-256 behind the payload.</summary>
public static class Base58Check
{
    /// <summary>Longer texts are refused before any work, as decoding is quadratic; extended keys take 111 characters.</summary>
    public const int MaximumTextLength = 128;

    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const int ChecksumSize = 4;

    public static bool TryDecode([NotNullWhen(true)] string? text, [NotNullWhen(true)] out byte[]? payload)
    {
        payload = null;
        if (text is null || text.Length is 0 or > MaximumTextLength || !TryDecodeBase58(text, out var bytes) || bytes.Length < ChecksumSize)
        {
            return false;
        }

        var body = bytes.AsSpan(0, bytes.Length - ChecksumSize);
        if (!Hash256.Of(body).ToArray().AsSpan(0, ChecksumSize).SequenceEqual(bytes.AsSpan(body.Length)))
        {
            return false;
        }

        payload = body.ToArray();
        return true;
    }

    public static string Encode(ReadOnlySpan<byte> payload) =>
        EncodeBase58([.. payload, .. Hash256.Of(payload).ToArray().AsSpan(0, ChecksumSize)]);

    private static bool TryDecodeBase58(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        Span<byte> digits = stackalloc byte[MaximumTextLength];
        var length = 0;
        foreach (var character in text)
        {
            var carry = Alphabet.IndexOf(character);
            if (carry < 0)
            {
                return false;
            }

            for (var index = 0; index < length || carry != 0; index++)
            {
                carry += index < length ? digits[index] * 58 : 0;
                digits[index] = (byte)carry;
                carry >>= 8;
                length = Math.Max(length, index + 1);
            }
        }

        var zeros = text.AsSpan().IndexOfAnyExcept('1');
        zeros = zeros < 0 ? text.Length : zeros;
        bytes = new byte[zeros + length];
        digits[..length].CopyTo(bytes.AsSpan(zeros));
        bytes.AsSpan(zeros).Reverse();
        return true;
    }

    private static string EncodeBase58(ReadOnlySpan<byte> bytes)
    {
        var zeros = bytes.IndexOfAnyExcept((byte)0);
        zeros = zeros < 0 ? bytes.Length : zeros;
        var digits = new List<byte>();
        foreach (var octet in bytes[zeros..])
        {
            var carry = (int)octet;
            for (var index = 0; index < digits.Count || carry != 0; index++)
            {
                carry += index < digits.Count ? digits[index] << 8 : 0;
                if (index == digits.Count)
                {
                    digits.Add(0);
                }

                digits[index] = (byte)(carry % 58);
                carry /= 58;
            }
        }

        digits.Reverse();
        return new string(Alphabet[0], zeros) + string.Concat(digits.Select(digit => Alphabet[digit]));
    }
}
