using System.Buffers;
using DarkSwap.Bitcoin.Serialization;
using DarkSwap.Bitcoin.Signatures;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Cryptography.Secp256k1;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>Formats that keys and values of several maps share. Only shape is judged while reading; curves and signatures are when they are verified.</summary>
internal static class PsbtFieldFormats
{
    private const int FingerprintSize = 4;

    public static PsbtErrorReason? Single(PsbtRecord record, bool isValueValid) =>
        record.Key.Length != 1 ? PsbtErrorReason.WrongKeyLength : isValueValid ? null : PsbtErrorReason.WrongValue;

    public static PsbtErrorReason? Keyed(bool isKeyValid, bool isValueValid) =>
        !isKeyValid ? PsbtErrorReason.WrongKeyLength : isValueValid ? null : PsbtErrorReason.WrongValue;

    /// <summary>33 bytes that start with 02 or 03, or 65 that start with 04.</summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> key) => key switch
    {
        [2 or 3, ..] => key.Length == Secp256k1PublicKey.CompressedSize,
        [4, ..] => key.Length == Secp256k1PublicKey.UncompressedSize,
        _ => false,
    };

    /// <summary>A master key's fingerprint and any number of steps, four bytes each.</summary>
    public static bool IsKeyOrigin(ReadOnlySpan<byte> value) => value.Length >= FingerprintSize && value.Length % sizeof(uint) == 0;

    /// <summary>The leaves in which a key occurs, then its origin.</summary>
    public static bool IsTaprootKeyOrigin(ReadOnlyMemory<byte> value)
    {
        var reader = new ByteReader(value);
        return reader.TryReadCount(32, out var count) && reader.TryReadBytes(count * 32, out _) && IsKeyOrigin(reader.Rest);
    }

    public static bool IsSchnorrSignature(ReadOnlySpan<byte> value) => value.Length == 64 || (value.Length == 65 && value[64] != 0);

    /// <summary>Leaf version and parity, internal key, and up to 128 hashes (BIP-341).</summary>
    public static bool IsControlBlock(ReadOnlySpan<byte> block) =>
        block.Length >= 33 && (block.Length - 33) % 32 == 0 && (block.Length - 33) / 32 <= TaprootCommitment.MaximumDepth;

    /// <summary>Leaves in depth-first order: depth, leaf version, script. Together they are exactly one tree.</summary>
    public static bool IsTaprootTree(ReadOnlyMemory<byte> value)
    {
        // One flag per level of the branch being filled: whether its left child is complete.
        Span<bool> isLeftComplete = stackalloc bool[TaprootCommitment.MaximumDepth + 1];
        var levels = 0;
        var reader = new ByteReader(value);
        while (reader.Remaining > 0)
        {
            if (!reader.TryReadByte(out var leafDepth)
                || leafDepth > TaprootCommitment.MaximumDepth
                || leafDepth + 1 < levels
                || !reader.TryReadByte(out var leafVersion)
                || (leafVersion & 1) != 0
                || !reader.TryReadPrefixedBytes(out _))
            {
                return false;
            }

            var depth = (int)leafDepth;
            while (levels > depth && isLeftComplete[depth])
            {
                levels--;
                if (depth == 0)
                {
                    return false;
                }

                depth--;
            }

            if (levels <= depth)
            {
                isLeftComplete[levels..(depth + 1)].Clear();
                levels = depth + 1;
            }

            isLeftComplete[depth] = true;
        }

        return levels == 1 && isLeftComplete[0];
    }

    /// <summary>An identifier with its length, a subtype, and anything.</summary>
    public static PsbtErrorReason? Proprietary(PsbtRecord record)
    {
        var reader = new ByteReader(record.KeyData);
        return Keyed(reader.TryReadPrefixedBytes(out _) && reader.TryReadCompactSize(out _), true);
    }

    /// <summary>Types from 0xFD on are CompactSizes of several bytes; they must be whole and of the shortest form.</summary>
    public static PsbtErrorReason? Unknown(PsbtRecord record) =>
        CompactSize.TryRead(record.Key.Span, out _, out _) == OperationStatus.Done ? null : PsbtErrorReason.WrongKeyLength;
}
