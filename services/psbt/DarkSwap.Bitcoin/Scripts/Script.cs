using System.Diagnostics.CodeAnalysis;

namespace DarkSwap.Bitcoin.Scripts;

/// <summary>The bytes of a script, compared by content. The default value is the empty script.</summary>
public readonly struct Script(ReadOnlyMemory<byte> bytes) : IEquatable<Script>
{
    /// <summary>Longer ones can never be spent (consensus), in bytes.</summary>
    public const int MaximumSpendableLength = 10_000;

    /// <summary>Longer ones cannot be pushed by a scriptSig (consensus), in bytes.</summary>
    public const int MaximumRedeemScriptLength = 520;

    public static Script Empty => default;

    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    public ReadOnlySpan<byte> Span => Bytes.Span;

    public int Length => Bytes.Length;

    public bool IsEmpty => Bytes.IsEmpty;

    public ScriptType Type => ScriptTemplate.Classify(Span);

    public bool IsOpReturn => Span is [(byte)Opcode.Return, ..];

    /// <summary>Whether nobody can ever spend it.</summary>
    public bool IsUnspendable => IsOpReturn || Length > MaximumSpendableLength;

    /// <summary>Any witness program, of whatever version.</summary>
    public bool IsWitnessProgram => TryGetWitnessProgram(out _, out _);

    public static bool operator ==(Script left, Script right) => left.Equals(right);

    public static bool operator !=(Script left, Script right) => !left.Equals(right);

    public static Script Parse(string hexadecimal) => new(Convert.FromHexString(hexadecimal));

    public static bool TryParse([NotNullWhen(true)] string? hexadecimal, out Script script)
    {
        script = default;
        if (hexadecimal is null || hexadecimal.Length % 2 != 0)
        {
            return false;
        }

        var bytes = new byte[hexadecimal.Length / 2];
        if (Convert.FromHexString(hexadecimal, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        script = new(bytes);
        return true;
    }

    /// <summary>Version (0 to 16) and program (2 to 40 bytes) of a segwit output (BIP-141).</summary>
    public bool TryGetWitnessProgram(out int version, out ReadOnlyMemory<byte> program)
    {
        version = 0;
        program = default;
        var span = Span;
        if (span.Length is < 4 or > 42 || span[1] != span.Length - 2 || (span[0] != 0 && span[0] is < (byte)Opcode.Push1 or > (byte)Opcode.Push16))
        {
            return false;
        }

        version = span[0] == 0 ? 0 : span[0] - (byte)Opcode.Push1 + 1;
        program = Bytes[2..];
        return true;
    }

    public ScriptReader GetReader() => new(this);

    public bool Equals(Script other) => Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => obj is Script other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    public byte[] ToArray() => Bytes.ToArray();

    /// <summary>Hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(Span);
}
