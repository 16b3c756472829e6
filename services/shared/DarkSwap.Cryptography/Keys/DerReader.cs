namespace DarkSwap.Cryptography.Keys;

/// <summary>Walks strict DER (X.690): shortest lengths, shortest positive integers. Lengths end at 65535 bytes, far over any key's.</summary>
internal ref struct DerReader(ReadOnlySpan<byte> source)
{
    internal const byte Integer = 0x02;
    internal const byte BitString = 0x03;
    internal const byte Sequence = 0x30;

    private ReadOnlySpan<byte> remaining = source;

    internal readonly bool IsAtEnd => remaining.IsEmpty;

    internal bool TryRead(byte tag, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (remaining.Length < 2 || remaining[0] != tag || !TryReadLength(remaining[1..], out var length, out var lengthLength))
        {
            return false;
        }

        var start = 1 + lengthLength;
        if (length > remaining.Length - start)
        {
            return false;
        }

        content = remaining.Slice(start, length);
        remaining = remaining[(start + length)..];
        return true;
    }

    /// <summary>Reads an integer over zero, without the zero byte that keeps its sign.</summary>
    internal bool TryReadPositive(out ReadOnlySpan<byte> magnitude)
    {
        magnitude = default;
        if (!TryRead(Integer, out var content) || content.IsEmpty || content[0] >= 0x80)
        {
            return false;
        }

        if (content[0] == 0)
        {
            content = content[1..];
            if (content.IsEmpty || content[0] < 0x80)
            {
                return false;
            }
        }

        magnitude = content;
        return true;
    }

    private static bool TryReadLength(ReadOnlySpan<byte> bytes, out int length, out int lengthLength)
    {
        (length, lengthLength) = bytes switch
        {
            [< 0x80 and var small, ..] => (small, 1),
            [0x81, >= 0x80 and var octet, ..] => (octet, 2),
            [0x82, > 0 and var high, var low, ..] => ((high << 8) | low, 3),
            _ => (0, 0),
        };
        return lengthLength > 0;
    }
}
