namespace DarkSwap.Libp2p.Multiformats;

/// <summary>The digits of a base, and which digit a character is.</summary>
internal sealed class BaseAlphabet
{
    private const byte NoDigit = 0xff;
    private readonly string digits;
    private readonly byte[] values = new byte[0x80];

    internal BaseAlphabet(string digits, bool ignoresCase = false)
    {
        this.digits = digits;
        Array.Fill(values, NoDigit);
        for (var value = 0; value < digits.Length; value++)
        {
            values[digits[value]] = (byte)value;
            if (ignoresCase)
            {
                values[char.ToLowerInvariant(digits[value])] = (byte)value;
                values[char.ToUpperInvariant(digits[value])] = (byte)value;
            }
        }
    }

    internal int Size => digits.Length;

    internal char this[int value] => digits[value];

    internal bool TryGetValue(char character, out int value)
    {
        value = character < values.Length ? values[character] : NoDigit;
        return value != NoDigit;
    }
}
