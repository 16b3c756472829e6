using System.Buffers.Binary;

namespace DarkSwap.Bitcoin.Runes;

/// <summary>A rune's name as the number behind it: bijective base 26 of the letters A to Z, so that A is 0, Z is 25 and AA is 26.</summary>
public readonly record struct RuneName(UInt128 Value) : IComparable<RuneName>
{
    /// <summary>Letters of the longest name, that of 2^128 − 1.</summary>
    public const int MaximumLength = 28;

    private const uint Letters = 26;

    /// <summary>The largest value to which another letter can be appended.</summary>
    private static readonly UInt128 LargestPrefix = (UInt128.MaxValue / Letters) - 1;

    /// <summary>The first of the names that only nameless etchings get: 27 times A.</summary>
    public static RuneName FirstReserved { get; } = FirstOfLength(27);

    /// <summary>True for names that cannot be etched by name.</summary>
    public bool IsReserved => Value >= FirstReserved.Value;

    public static bool operator <(RuneName left, RuneName right) => left.Value < right.Value;

    public static bool operator >(RuneName left, RuneName right) => left.Value > right.Value;

    public static bool operator <=(RuneName left, RuneName right) => left.Value <= right.Value;

    public static bool operator >=(RuneName left, RuneName right) => left.Value >= right.Value;

    /// <summary>The name that an etching without one gets from its place in the chain.</summary>
    public static RuneName Reserved(RuneId id) => new(FirstReserved.Value + (((UInt128)id.Block << 32) | id.TransactionIndex));

    /// <summary>The smallest name of <paramref name="length"/> letters (1 to 28): all A.</summary>
    public static RuneName FirstOfLength(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaximumLength);
        var value = UInt128.Zero;
        for (var letter = 1; letter < length; letter++)
        {
            value = (value + 1) * Letters;
        }

        return new RuneName(value);
    }

    /// <summary>Reads a name without spacers; refuses everything but capital letters and what is over 2^128 − 1.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out RuneName name)
    {
        name = default;
        if (text.IsEmpty || text.Length > MaximumLength)
        {
            return false;
        }

        var value = UInt128.Zero;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] is < 'A' or > 'Z' || value > LargestPrefix)
            {
                return false;
            }

            var digit = (uint)(text[index] - 'A');
            var shifted = index == 0 ? UInt128.Zero : (value + 1) * Letters;
            if (digit > UInt128.MaxValue - shifted)
            {
                return false;
            }

            value = shifted + digit;
        }

        name = new RuneName(value);
        return true;
    }

    public int CompareTo(RuneName other) => Value.CompareTo(other.Value);

    /// <summary>What the commitment's tapscript must push: the little-endian value without trailing zero bytes, at most 16 bytes, none for A.</summary>
    public byte[] ToCommitment()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, Value);
        return bytes.TrimEnd((byte)0).ToArray();
    }

    public override string ToString()
    {
        Span<char> letters = stackalloc char[MaximumLength];
        var start = letters.Length;
        var remaining = Value;
        while (true)
        {
            letters[--start] = (char)('A' + (uint)(remaining % Letters));
            remaining /= Letters;
            if (remaining == UInt128.Zero)
            {
                return new string(letters[start..]);
            }

            remaining -= 1;
        }
    }
}
