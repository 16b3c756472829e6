using System.Buffers;
using System.Security.Cryptography;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Multiformats;

/// <summary>A hash that says which function made it (multiformats/multihash): function code, length, digest. Functions that are not known here are kept. Equal by value.</summary>
public readonly struct Multihash(ulong code, ReadOnlyMemory<byte> digest) : IEquatable<Multihash>
{
    public const ulong Identity = 0x00;
    public const ulong Sha1 = 0x11;
    public const ulong Sha256 = 0x12;
    public const ulong Sha512 = 0x13;

    /// <summary>Longest digest that is read, in bytes.</summary>
    public const int MaximumDigestLength = 128;

    public ulong Code { get; } = code;

    public ReadOnlyMemory<byte> Digest { get; } = digest;

    /// <summary>Reads a multihash that fills <paramref name="bytes"/> exactly. Shortened SHA-2 digests are refused: a few bytes of one prove nothing.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Multihash multihash)
    {
        multihash = default;
        if (Varint.TryRead(bytes, out var code, out var codeLength) != OperationStatus.Done
            || Varint.TryRead(bytes[codeLength..], out var length, out var lengthLength) != OperationStatus.Done)
        {
            return false;
        }

        var digest = bytes[(codeLength + lengthLength)..];
        if (length > MaximumDigestLength || (ulong)digest.Length != length || !IsLength(code, digest.Length))
        {
            return false;
        }

        multihash = new Multihash(code, digest.ToArray());
        return true;
    }

    public static Multihash ComputeSha256(ReadOnlySpan<byte> content) => new(Sha256, SHA256.HashData(content));

    public static Multihash ComputeSha512(ReadOnlySpan<byte> content) => new(Sha512, SHA512.HashData(content));

    /// <summary>True when this is the hash of <paramref name="content"/>; false also for functions that are not computed here.</summary>
    public bool Matches(ReadOnlySpan<byte> content) => Code switch
    {
        Identity => Digest.Span.SequenceEqual(content),
        Sha256 => Equals(ComputeSha256(content)),
        Sha512 => Equals(ComputeSha512(content)),
        _ => false,
    };

    public byte[] ToBytes()
    {
        Span<byte> prefix = stackalloc byte[2 * Varint.MaximumLength];
        var length = Varint.Write(prefix, Code);
        length += Varint.Write(prefix[length..], (ulong)Digest.Length);
        return [.. prefix[..length], .. Digest.Span];
    }

    public bool Equals(Multihash other) => Code == other.Code && Digest.Span.SequenceEqual(other.Digest.Span);

    public override bool Equals(object? obj) => obj is Multihash other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Code);
        hash.AddBytes(Digest.Span);
        return hash.ToHashCode();
    }

    public static bool operator ==(Multihash left, Multihash right) => left.Equals(right);

    public static bool operator !=(Multihash left, Multihash right) => !left.Equals(right);

    private static bool IsLength(ulong code, int length) => code switch
    {
        Sha1 => length == SHA1.HashSizeInBytes,
        Sha256 => length == SHA256.HashSizeInBytes,
        Sha512 => length == SHA512.HashSizeInBytes,
        _ => true,
    };
}
