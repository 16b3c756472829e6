using System.Numerics;

namespace DarkSwap.Libp2p.Multiformats;

/// <summary>Bases whose digits are whole bits (RFC 4648, and base 2 and 8 in its manner): the last digit is filled up with zero bits, and any other bit there is refused.</summary>
internal sealed class BitBase(BaseAlphabet alphabet, bool isPadded = false)
{
    private const char Padding = '=';
    private readonly int bits = BitOperations.Log2((uint)alphabet.Size);

    /// <summary>Digits that together are whole bytes: 8 for base 32, 4 for base 64.</summary>
    private int GroupLength => 8 / (int)BigInteger.GreatestCommonDivisor(bits, 8);

    internal string Encode(ReadOnlySpan<byte> bytes)
    {
        var length = ((8 * bytes.Length) + bits - 1) / bits;
        var text = new char[isPadded ? (length + GroupLength - 1) / GroupLength * GroupLength : length];
        text.AsSpan(length).Fill(Padding);
        var (pending, pendingBits, index) = (0, 0, 0);
        foreach (var octet in bytes)
        {
            pending = (pending << 8) | octet;
            for (pendingBits += 8; pendingBits >= bits; pendingBits -= bits)
            {
                text[index++] = alphabet[(pending >> (pendingBits - bits)) & (alphabet.Size - 1)];
            }

            pending &= (1 << pendingBits) - 1;
        }

        if (pendingBits > 0)
        {
            text[index] = alphabet[(pending << (bits - pendingBits)) & (alphabet.Size - 1)];
        }

        return new string(text);
    }

    internal bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        var digits = text;
        if (isPadded)
        {
            digits = text.TrimEnd(Padding);
            if (text.Length % GroupLength != 0 || text.Length - digits.Length >= GroupLength)
            {
                return false;
            }
        }

        var decoded = new byte[digits.Length * bits / 8];
        var (pending, pendingBits, index) = (0, 0, 0);
        foreach (var character in digits)
        {
            if (!alphabet.TryGetValue(character, out var value))
            {
                return false;
            }

            pending = (pending << bits) | value;
            pendingBits += bits;
            if (pendingBits >= 8)
            {
                pendingBits -= 8;
                decoded[index++] = (byte)(pending >> pendingBits);
                pending &= (1 << pendingBits) - 1;
            }
        }

        // A whole digit left over would be one that no bytes needed.
        if (pending != 0 || pendingBits >= bits)
        {
            return false;
        }

        bytes = decoded;
        return true;
    }
}
