namespace DarkSwap.Libp2p.Multiformats;

/// <summary>Bases that write the bytes as one number (base 10, 36 and 58): a zero byte at the start is a zero digit at the start. Costs grow with the square of the length, so callers bound it.</summary>
internal sealed class NumberBase
{
    private readonly BaseAlphabet alphabet;

    /// <summary>As many digits as a 32-bit limb takes, and the power of the base that they are: the arithmetic goes by limbs.</summary>
    private readonly int digitsAtOnce;
    private readonly uint power = 1;

    internal NumberBase(BaseAlphabet alphabet)
    {
        this.alphabet = alphabet;
        while ((ulong)power * (uint)alphabet.Size <= uint.MaxValue)
        {
            power *= (uint)alphabet.Size;
            digitsAtOnce++;
        }
    }

    internal string Encode(ReadOnlySpan<byte> bytes)
    {
        var zeros = bytes.IndexOfAnyExcept((byte)0);
        zeros = zeros < 0 ? bytes.Length : zeros;
        var number = ToLimbs(bytes[zeros..]);
        var digits = new List<char>(bytes.Length * 2);
        while (number.Length > 0)
        {
            var remainder = DivideByPower(ref number);
            for (var digit = 0; digit < digitsAtOnce && (number.Length > 0 || remainder > 0); digit++)
            {
                digits.Add(alphabet[(int)(remainder % (uint)alphabet.Size)]);
                remainder /= (uint)alphabet.Size;
            }
        }

        digits.AddRange(Enumerable.Repeat(alphabet[0], zeros));
        digits.Reverse();
        return string.Concat(digits);
    }

    internal bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        var zeros = text.IndexOfAnyExcept(alphabet[0]);
        zeros = zeros < 0 ? text.Length : zeros;
        var digits = text[zeros..];
        var number = new uint[(digits.Length / digitsAtOnce) + 1];
        while (!digits.IsEmpty)
        {
            var count = Math.Min(digitsAtOnce, digits.Length);
            var (factor, sum) = (1u, 0u);
            foreach (var character in digits[..count])
            {
                if (!alphabet.TryGetValue(character, out var value))
                {
                    return false;
                }

                factor *= (uint)alphabet.Size;
                sum = (sum * (uint)alphabet.Size) + (uint)value;
            }

            MultiplyAndAdd(number, factor, sum);
            digits = digits[count..];
        }

        bytes = ToBytes(number, zeros);
        return true;
    }

    /// <summary>Big-endian bytes as limbs, the greatest first.</summary>
    private static Span<uint> ToLimbs(ReadOnlySpan<byte> bytes)
    {
        var limbs = new uint[(bytes.Length + 3) / 4];
        for (var index = 0; index < bytes.Length; index++)
        {
            var position = bytes.Length - 1 - index;
            limbs[limbs.Length - 1 - (position / 4)] |= (uint)bytes[index] << (8 * (position % 4));
        }

        return limbs;
    }

    /// <summary>Divides in place, drops limbs that became zero at the front, and returns the remainder.</summary>
    private uint DivideByPower(ref Span<uint> number)
    {
        ulong remainder = 0;
        for (var index = 0; index < number.Length; index++)
        {
            var dividend = (remainder << 32) | number[index];
            number[index] = (uint)(dividend / power);
            remainder = dividend % power;
        }

        var first = number.IndexOfAnyExcept(0u);
        number = first < 0 ? [] : number[first..];
        return (uint)remainder;
    }

    /// <summary>Limbs here have the least first.</summary>
    private static void MultiplyAndAdd(uint[] number, uint factor, uint sum)
    {
        ulong carry = sum;
        for (var index = 0; index < number.Length; index++)
        {
            carry += (ulong)number[index] * factor;
            number[index] = (uint)carry;
            carry >>= 32;
        }
    }

    private static byte[] ToBytes(uint[] number, int zeros)
    {
        Span<byte> whole = new byte[number.Length * 4];
        for (var index = 0; index < whole.Length; index++)
        {
            whole[whole.Length - 1 - index] = (byte)(number[index / 4] >> (8 * (index % 4)));
        }

        var first = whole.IndexOfAnyExcept((byte)0);
        return [.. new byte[zeros], .. first < 0 ? [] : whole[first..]];
    }
}
