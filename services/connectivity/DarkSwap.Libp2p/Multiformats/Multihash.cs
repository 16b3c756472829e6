using System.Buffers;
using System.Security.Cryptography;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Multiformats;

/// <summary>A hash that says which function made it (multiformats/multihash): function code, length, digest.</summary>
public readonly record struct Multihash(ulong Code, ReadOnlyMemory<byte> Digest)
{
    public const ulong Identity = 0x00;
    public const ulong Sha256 = 0x12;

    /// <summary>Longest digest that is read, in bytes.</summary>
    public const int MaximumDigestLength = 128;

    /// <summary>Reads a multihash that fills <paramref name="bytes"/> exactly.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Multihash multihash)
    {
        multihash = default;
        if (Varint.TryRead(bytes, out var code, out var codeLength) != OperationStatus.Done
            || Varint.TryRead(bytes[codeLength..], out var length, out var lengthLength) != OperationStatus.Done)
        {
            return false;
        }

        var digest = bytes[(codeLength + lengthLength)..];
        if (length > MaximumDigestLength || (ulong)digest.Length != length || (code == Sha256 && digest.Length != SHA256.HashSizeInBytes))
        {
            return false;
        }

        multihash = new Multihash(code, digest.ToArray());
        return true;
    }

    public static Multihash ComputeSha256(ReadOnlySpan<byte> content) => new(Sha256, SHA256.HashData(content));

    public byte[] ToBytes()
    {
        Span<byte> prefix = stackalloc byte[2 * Varint.MaximumLength];
        var length = Varint.Write(prefix, Code);
        length += Varint.Write(prefix[length..], (ulong)Digest.Length);
        return [.. prefix[..length], .. Digest.Span];
    }
}
