using System.Diagnostics.CodeAnalysis;

namespace DarkSwap.Bitcoin.Addresses;

/// <summary>Segwit addresses: bech32 for version 0 (BIP-173), bech32m for the later ones (BIP-350).</summary>
internal static class Bech32
{
    private const int MaximumTextLength = 90;
    private const int ChecksumLength = 6;
    private const uint Bech32Constant = 1;
    private const uint Bech32mConstant = 0x2BC830A3;
    private const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

    public static string Encode(string humanReadable, int version, ReadOnlySpan<byte> program)
    {
        List<byte> values = [(byte)version];
        var isComplete = TryRegroup(program, 8, 5, true, values);
        System.Diagnostics.Debug.Assert(isComplete);
        var residue = Checksum(humanReadable, [.. values, 0, 0, 0, 0, 0, 0]) ^ ConstantOf(version);
        for (var index = 0; index < ChecksumLength; index++)
        {
            values.Add((byte)((residue >> (5 * (ChecksumLength - 1 - index))) & 31));
        }

        return humanReadable + "1" + string.Concat(values.Select(value => Alphabet[value]));
    }

    public static bool TryDecode(string text, string humanReadable, out int version, [NotNullWhen(true)] out byte[]? program)
    {
        version = 0;
        program = null;
        if (text.Length > MaximumTextLength || !TrySplit(text, humanReadable, out var values) || values.Length < ChecksumLength + 1)
        {
            return false;
        }

        version = values[0];
        if (version > 16 || Checksum(humanReadable, values) != ConstantOf(version))
        {
            return false;
        }

        List<byte> bytes = [];
        if (!TryRegroup(values.AsSpan(1..^ChecksumLength), 5, 8, false, bytes) || bytes.Count is < 2 or > 40 || (version == 0 && bytes.Count is not (20 or 32)))
        {
            return false;
        }

        program = [.. bytes];
        return true;
    }

    private static uint ConstantOf(int version) => version == 0 ? Bech32Constant : Bech32mConstant;

    /// <summary>All upper or all lower case; the prefix is the expected one; the rest is of the alphabet.</summary>
    private static bool TrySplit(string text, string humanReadable, [NotNullWhen(true)] out byte[]? values)
    {
        values = null;
        var hasLower = text.Any(char.IsAsciiLetterLower);
        var hasUpper = text.Any(char.IsAsciiLetterUpper);
        var separator = text.LastIndexOf('1');
        if ((hasLower && hasUpper) || separator != humanReadable.Length || !text.AsSpan(0, separator).Equals(humanReadable, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var decoded = new byte[text.Length - separator - 1];
        for (var index = 0; index < decoded.Length; index++)
        {
            var value = Alphabet.IndexOf(char.ToLowerInvariant(text[separator + 1 + index]));
            if (value < 0)
            {
                return false;
            }

            decoded[index] = (byte)value;
        }

        values = decoded;
        return true;
    }

    private static uint Checksum(string humanReadable, ReadOnlySpan<byte> values)
    {
        var checksum = 1u;
        foreach (var character in humanReadable)
        {
            checksum = Step(checksum, (byte)(character >> 5));
        }

        checksum = Step(checksum, 0);
        foreach (var character in humanReadable)
        {
            checksum = Step(checksum, (byte)(character & 31));
        }

        foreach (var value in values)
        {
            checksum = Step(checksum, value);
        }

        return checksum;
    }

    private static uint Step(uint checksum, byte value)
    {
        var top = checksum >> 25;
        checksum = ((checksum & 0x1FFFFFF) << 5) ^ value;
        ReadOnlySpan<uint> generator = [0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3];
        for (var bit = 0; bit < generator.Length; bit++)
        {
            checksum ^= ((top >> bit) & 1) == 1 ? generator[bit] : 0;
        }

        return checksum;
    }

    private static bool TryRegroup(ReadOnlySpan<byte> values, int fromBits, int toBits, bool isPadded, List<byte> output)
    {
        var accumulator = 0;
        var bits = 0;
        var mask = (1 << toBits) - 1;
        foreach (var value in values)
        {
            accumulator = ((accumulator << fromBits) | value) & 0xFFF;
            bits += fromBits;
            while (bits >= toBits)
            {
                bits -= toBits;
                output.Add((byte)((accumulator >> bits) & mask));
            }
        }

        if (isPadded)
        {
            if (bits > 0)
            {
                output.Add((byte)((accumulator << (toBits - bits)) & mask));
            }

            return true;
        }

        return bits < fromBits && ((accumulator << (toBits - bits)) & mask) == 0;
    }
}
