using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace DarkSwap.Trade.Domain;

/// <summary>The id of a raw transaction: double SHA-256 without the witness (BIP-144). Enough to tell whether a final transaction is the template's.</summary>
public static class TransactionIdentifier
{
    private const int VersionLength = 4;
    private const int LockTimeLength = 4;
    private const int OutPointLength = 36;

    public static bool TryCompute(ReadOnlySpan<byte> transaction, [NotNullWhen(true)] out string? transactionId)
    {
        transactionId = null;
        if (transaction.Length < VersionLength + LockTimeLength + 4)
        {
            return false;
        }

        var hasWitness = transaction[VersionLength] == 0 && transaction[VersionLength + 1] == 1;
        var body = transaction[(VersionLength + (hasWitness ? 2 : 0))..];
        var rest = body;
        if (!TrySkipInputs(ref rest, out var inputs) || !TrySkipOutputs(ref rest))
        {
            return false;
        }

        var core = body[..(body.Length - rest.Length)];
        if ((hasWitness && !TrySkipWitnesses(ref rest, inputs)) || rest.Length != LockTimeLength)
        {
            return false;
        }

        transactionId = Hash(transaction[..VersionLength], core, rest);
        return true;
    }

    private static string Hash(ReadOnlySpan<byte> version, ReadOnlySpan<byte> core, ReadOnlySpan<byte> lockTime)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(version);
        hash.AppendData(core);
        hash.AppendData(lockTime);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        Span<byte> id = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(digest, id);
        id.Reverse();
        return Convert.ToHexStringLower(id);
    }

    private static bool TrySkipInputs(ref ReadOnlySpan<byte> rest, out ulong count)
    {
        if (!TryReadSize(ref rest, out count) || count == 0 || count > (ulong)rest.Length / (OutPointLength + 5))
        {
            return false;
        }

        for (var index = 0UL; index < count; index++)
        {
            if (!TrySkip(ref rest, OutPointLength) || !TrySkipString(ref rest) || !TrySkip(ref rest, 4))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TrySkipOutputs(ref ReadOnlySpan<byte> rest)
    {
        if (!TryReadSize(ref rest, out var count) || count > (ulong)rest.Length / 9)
        {
            return false;
        }

        for (var index = 0UL; index < count; index++)
        {
            if (!TrySkip(ref rest, 8) || !TrySkipString(ref rest))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TrySkipWitnesses(ref ReadOnlySpan<byte> rest, ulong inputs)
    {
        for (var input = 0UL; input < inputs; input++)
        {
            if (!TryReadSize(ref rest, out var items) || items > (ulong)rest.Length)
            {
                return false;
            }

            for (var item = 0UL; item < items; item++)
            {
                if (!TrySkipString(ref rest))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool TrySkipString(ref ReadOnlySpan<byte> rest) =>
        TryReadSize(ref rest, out var length) && length <= (ulong)rest.Length && TrySkip(ref rest, (int)length);

    private static bool TrySkip(ref ReadOnlySpan<byte> rest, int count)
    {
        if (rest.Length < count)
        {
            return false;
        }

        rest = rest[count..];
        return true;
    }

    /// <summary>A compact size; encodings longer than needed are refused.</summary>
    private static bool TryReadSize(ref ReadOnlySpan<byte> rest, out ulong size)
    {
        size = 0;
        if (rest.IsEmpty)
        {
            return false;
        }

        var (length, smallest) = rest[0] switch { 0xFD => (2, 0xFDUL), 0xFE => (4, 0x1_0000UL), 0xFF => (8, 0x1_0000_0000UL), _ => (0, 0UL) };
        if (rest.Length < 1 + length)
        {
            return false;
        }

        size = length switch
        {
            2 => BinaryPrimitives.ReadUInt16LittleEndian(rest[1..]),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(rest[1..]),
            8 => BinaryPrimitives.ReadUInt64LittleEndian(rest[1..]),
            _ => rest[0],
        };
        rest = rest[(1 + length)..];
        return size >= smallest;
    }
}
